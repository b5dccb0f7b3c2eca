//! What the pictures of a sizing say, in English.

use super::English;
use super::plot_finding::capitalised;
use crate::figures::Measure;
use crate::sizing::{Changed, VariedResult};
use crate::words::PlotWords;
use crate::words::size_plot::{SizePlotLabel, SizePlotWords};

impl SizePlotWords for English {
    fn size_plot_label(&self, label: SizePlotLabel) -> &'static str {
        match label {
            SizePlotLabel::PeopleByDate => "People required by date and time of day",
            SizePlotLabel::FewPeople => "few people",
            SizePlotLabel::ManyPeople => "many people",
            SizePlotLabel::RiskByDate => "Share of days on which the interval reaches the target, in percent",
            SizePlotLabel::OnAllDays => "on all days",
            SizePlotLabel::OnHalfOfThem => "on half of them or fewer",
            SizePlotLabel::BeyondNeedsByDate => "People on shift beyond those needed, by date and time of day",
            SizePlotLabel::TooFew => "too few",
            SizePlotLabel::JustEnough => "as many as needed",
            SizePlotLabel::MoreThanNeeded => "more than needed",
            SizePlotLabel::BaseAndReserve => {
                "What each base costs with the smallest reserve that is enough (+), and how often that is called"
            }
            SizePlotLabel::SmallestReserve => "base with its smallest reserve",
            SizePlotLabel::CheapestBase => "cheapest",
            SizePlotLabel::FewestAtWork => "fewest at work",
            SizePlotLabel::DaysCalled => "days on which the reserve is called, percent",
            SizePlotLabel::Base => "base",
            SizePlotLabel::CostADay => "cost a day",
            SizePlotLabel::NoneBeatsOwn => "No ladder that was tried is better than the scenario's own",
            SizePlotLabel::OthersBeatOwn => {
                "Other ladders are better than the scenario's own in one thing and as good in all"
            }
            SizePlotLabel::Ladders => "Service and borrowed hours of ladders with the same callers",
            SizePlotLabel::UnbeatenLadders => "ladders that none beats",
            SizePlotLabel::OwnLadder => "the scenario's own",
            SizePlotLabel::BorrowedHours => "borrowed hours a day",
            SizePlotLabel::ServiceInPercent => "service, percent",
            SizePlotLabel::Service => "service",
            SizePlotLabel::SharesIfOtherwise => "Share of days that reach the target, if one thing is otherwise",
            SizePlotLabel::FiguresIfOtherwise => "The target's figure, if one thing is otherwise",
            SizePlotLabel::AsSized => "as sized",
            SizePlotLabel::Less => "less",
            SizePlotLabel::More => "more",
            SizePlotLabel::Percent => "percent",
        }
    }

    fn most_required(&self, date: &str, most: u32) -> String {
        format!("Most people are required on {date}: {most} at once")
    }

    fn least_sure(&self, date: &str, start: &str, share: f64, (measure, target): (Measure, f64)) -> String {
        let wanted = match measure.service_level() {
            Some(level) => format!("{} answered within {}", self.share(target), self.time(level.within.as_secs())),
            None => format!("{} of {target}", super::measure::plain(measure)),
        };
        let at = if date.is_empty() { start.to_owned() } else { format!("{date} at {start}") };
        format!("Least sure is {at}: {} of days reach {wanted} in that interval", self.share(share))
    }

    fn cheapest_reserve(&self, base: i32, reserve: u32, (alone, saved): (i32, f64)) -> String {
        if reserve == 0 {
            return format!("A base of {alone} alone is the cheapest: no reserve is worth its price");
        }
        format!("Cheapest is a base of {base} with {reserve} in reserve: {} less than {alone} alone", self.share(saved))
    }

    fn otherwise(&self, changed: Changed) -> &'static str {
        match changed {
            Changed::Volume => "calls",
            Changed::HandleTime => "handle time",
            Changed::Patience => "patience",
            Changed::Absence => "absence",
        }
    }

    /// "+20 %", "−10 %", of absence "+5 points".
    fn otherwise_by(&self, one: &VariedResult) -> String {
        match one.changed {
            Changed::Absence => format!("+{:.0}\u{a0}points", 100.0 * one.by),
            Changed::Volume | Changed::HandleTime | Changed::Patience => {
                let percent = 100.0 * (one.by - 1.0);
                let sign = if percent < 0.0 { '−' } else { '+' };
                format!("{sign}{:.0}\u{a0}%", percent.abs())
            }
        }
    }

    fn would_leave(&self, one: &VariedResult, left: f64, as_found: f64) -> String {
        let what = capitalised(&format!("{} {}", self.otherwise(one.changed), self.otherwise_by(one)));
        format!("{what} would leave {} instead of {}", self.share(left), self.share(as_found))
    }
}
