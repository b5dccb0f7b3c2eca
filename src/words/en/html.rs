//! The report that is sent to people, in English.

use super::{English, html_figures, stress};
use crate::figures::{GroupFigure, Measure, RungFigure};
use crate::units::text;
use crate::words::PageWords;
use crate::words::html::{FigureWords, HtmlHead, HtmlLabel, HtmlLine, HtmlText, HtmlWords, StressFacts, StressItem};

impl HtmlWords for English {
    fn tag(&self) -> &'static str {
        "en"
    }

    fn page(&self) -> &'static dyn PageWords {
        &English
    }

    fn of(&self, about: &str, text: &str) -> String {
        format!("{about}: {text}")
    }

    fn head(&self, head: HtmlHead) -> &'static str {
        match head {
            HtmlHead::Verdict => "Verdict",
            HtmlHead::Day => "The day",
            HtmlHead::Queues => "By queue",
            HtmlHead::Groups => "By group",
            HtmlHead::Dates => "By date",
            HtmlHead::Intervals => "By interval",
            HtmlHead::Pictures => "Pictures",
            HtmlHead::Ladder => "The ladder’s story",
            HtmlHead::Roster => "The roster",
            HtmlHead::Notes => "Notes on the plan",
            HtmlHead::Assumptions => "Assumptions",
            HtmlHead::Files => "Files read",
            HtmlHead::Again => "How to make this again",
            HtmlHead::Formulas => "Every figure and its formula",
            HtmlHead::Checklist => "What the model is, and what it leaves out",
            HtmlHead::Compared => "What was compared",
            HtmlHead::Differences => "How they differ",
            HtmlHead::Settings => "What is set otherwise",
            HtmlHead::Checked => "What was checked",
            HtmlHead::Reserve => "Base and reserve",
            HtmlHead::WhatIf => "What if",
            HtmlHead::Shifts => "The shifts",
            HtmlHead::Needs => "The people needed",
            HtmlHead::Ladders => "Ladders",
        }
    }

    fn label(&self, label: HtmlLabel) -> &'static str {
        match label {
            HtmlLabel::Figure => "Figure",
            HtmlLabel::Mean => "Mean",
            HtmlLabel::Interval => "95 % interval",
            HtmlLabel::RangeOfDays => "Range of days",
            HtmlLabel::NameInFiles => "Name in files",
            HtmlLabel::Formula => "Formula",
            HtmlLabel::Date => "Date",
            HtmlLabel::Time => "Time",
            HtmlLabel::Calls => "Calls",
            HtmlLabel::Planned => "Planned",
            HtmlLabel::OnPhones => "On the phones",
            HtmlLabel::Needed => "Needed",
            HtmlLabel::OverUnder => "Over/under",
            HtmlLabel::Answered => "Answered",
            HtmlLabel::Asa => "ASA",
            HtmlLabel::Occupancy => "Occupancy",
            HtmlLabel::Queue => "Queue",
            HtmlLabel::Group => "Group",
            HtmlLabel::Rung => "Rung",
            HtmlLabel::PulledOn => "Pulled on",
            HtmlLabel::FirstAt => "First at",
            HtmlLabel::Shift => "Shift",
            HtmlLabel::People => "People",
            HtmlLabel::Breaks => "Breaks",
            HtmlLabel::Setting => "Key",
            HtmlLabel::Value => "Value",
            HtmlLabel::Origin => "From",
            HtmlLabel::File => "File",
            HtmlLabel::Lines => "Rows",
            HtmlLabel::Version => "Version",
            HtmlLabel::Seed => "Seed",
            HtmlLabel::Days => "Days",
            HtmlLabel::Command => "Command",
            HtmlLabel::Overrides => "Overrides",
            HtmlLabel::HashOfAll => "SHA-256 of all files and overrides",
            HtmlLabel::Item => "Item",
            HtmlLabel::Answer => "Answer",
            HtmlLabel::Arm => "Scenario",
            HtmlLabel::Difference => "Difference",
            HtmlLabel::Meaning => "Verdict",
            HtmlLabel::Scenario => "Scenario",
            HtmlLabel::Outcome => "Outcome",
            HtmlLabel::Expected => "Expected",
            HtmlLabel::Found => "Found",
        }
    }

    fn text(&self, text: HtmlText) -> &'static str {
        plain(text)
    }

    fn line(&self, line: &HtmlLine<'_>) -> String {
        match line {
            HtmlLine::Simulated { days, dates, seed } => {
                let days = if *days == "1" { "1 day".to_owned() } else { format!("{days} days") };
                let dates = if *dates == 0 { String::new() } else { format!(" of {dates} dates") };
                format!("{days}{dates} simulated, seed {seed}")
            }
            HtmlLine::Within(within) => format!("Within {}", text::span(*within)),
            HtmlLine::Lent(group) => format!("{group} (lent)"),
            HtmlLine::Between(from, to) => format!("{from}–{to}"),
            HtmlLine::MadeBy(version) => format!("Made by holdline {version}."),
            HtmlLine::More(count) => format!("and {count} more"),
            HtmlLine::Checked { all, good } => format!("{good} of {all} scenarios came out as expected."),
        }
    }

    fn measure(&self, measure: Measure) -> FigureWords {
        FigureWords::new(PageWords::line(self, measure), html_figures::formula(measure))
    }

    fn group_figure(&self, figure: GroupFigure) -> FigureWords {
        html_figures::of_group(figure)
    }

    fn rung_figure(&self, figure: RungFigure) -> FigureWords {
        html_figures::of_rung(figure)
    }

    fn unset(&self, english: &str) -> String {
        english.to_owned()
    }

    fn stress_item(&self, item: StressItem) -> &'static str {
        stress::item(item)
    }

    fn stress_answer(&self, item: StressItem, facts: &StressFacts<'_>) -> String {
        stress::answer(item, facts)
    }
}

fn plain(text: HtmlText) -> &'static str {
    match text {
        HtmlText::IntervalKey => {
            "Over/under: people on the phones less people needed. ▼ on red: people are missing, the darker the more; \
             ▲ on blue: more than needed. Answered and within: ▼ on red where the mean is below the target."
        }
        HtmlText::NoLadder => "There is no ladder.",
        HtmlText::NoRoster => "Nobody is planned.",
        HtmlText::NoNotes => "There is nothing to remark.",
        HtmlText::SetHere => "set",
        HtmlText::ByDefault => "default",
        HtmlText::AssumptionsKey => {
            "Every value that the days were simulated from: set in the scenario, its bases or an override, or holding by \
             default because nothing is set."
        }
        HtmlText::SameBytes => {
            "The same files, version and command make the same results and the same report, byte for byte, on any \
             machine and with any number of threads."
        }
        HtmlText::FiguresKey => {
            "The 95 % interval says how well so many days have settled a figure; the range of days holds nine days in \
             ten, one in twenty is below it and one in twenty above. A dash: there was nothing to count."
        }
        HtmlText::ChecklistSource => "The 20 items by which a simulation is to be described (STRESS-DES):",
        HtmlText::LeavesOut => {
            "Left out: calls that are passed on from one person to another; chat, e-mail and calls out beside the calls \
             in; people who get faster or tired in the course of a day; what moves a supervisor beside the conditions \
             of the ladder; clocks that are put forward or back. That tomorrow is like the data is taken for granted."
        }
        HtmlText::Better => "better",
        HtmlText::Worse => "worse",
        HtmlText::More => "more",
        HtmlText::Fewer => "fewer or less",
        HtmlText::NoDifference => "no difference",
        HtmlText::Undecided => "undecided",
        HtmlText::NothingDiffers => "nothing",
        HtmlText::TablesDiffer => "lines of the tables of data",
        HtmlText::NotSet => "not set",
        HtmlText::Passed => "as expected",
        HtmlText::Failed => "not as expected",
        HtmlText::NotPlayed => "not played",
    }
}
