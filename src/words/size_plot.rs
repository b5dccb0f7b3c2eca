//! What the pictures of a sizing say, for every language.

use super::PlotWords;
use crate::figures::Measure;
use crate::sizing::{Changed, VariedResult};

/// What stands on pictures of a sizing as it is: titles, axes and entries of legends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizePlotLabel {
    /// People by date and time of day.
    PeopleByDate,
    /// A light cell of it.
    FewPeople,
    /// A dark one.
    ManyPeople,
    /// The share of days on which an interval reaches the target.
    RiskByDate,
    /// A light cell of it.
    OnAllDays,
    /// A dark one.
    OnHalfOfThem,
    /// Who is there beyond those needed, by date and time of day.
    BeyondNeedsByDate,
    /// A cell in which people are missing.
    TooFew,
    /// One with just as many as needed.
    JustEnough,
    /// One with more.
    MoreThanNeeded,
    /// Costs and days called, base by base.
    BaseAndReserve,
    /// The smallest reserve that is enough.
    SmallestReserve,
    /// The base with its reserve that costs least.
    CheapestBase,
    /// The one with fewest people at work.
    FewestAtWork,
    /// The share of days on which the reserve is called.
    DaysCalled,
    /// The axis of bases.
    Base,
    /// The axis of costs.
    CostADay,
    /// No ladder is better than the scenario's own.
    NoneBeatsOwn,
    /// Others are.
    OthersBeatOwn,
    /// Service and borrowed hours of ladders.
    Ladders,
    /// Ladders that none beats.
    UnbeatenLadders,
    /// The scenario's own.
    OwnLadder,
    /// The axis of borrowed hours.
    BorrowedHours,
    /// The axis of service in percent.
    ServiceInPercent,
    /// The axis of another service.
    Service,
    /// Shares of days, if one thing is otherwise.
    SharesIfOtherwise,
    /// Figures of a target, if one thing is otherwise.
    FiguresIfOtherwise,
    /// The figure as it was found.
    AsSized,
    /// Less of it.
    Less,
    /// More of it.
    More,
    /// The axis of percent.
    Percent,
}

/// The words of pictures of a sizing.
pub trait SizePlotWords: PlotWords {
    /// What stands as it is.
    fn size_plot_label(&self, label: SizePlotLabel) -> &'static str;
    /// The date on which most people are required, and how many.
    fn most_required(&self, date: &str, most: u32) -> String;
    /// The interval that is least sure to reach a target: when it begins, the share of days that do.
    fn least_sure(&self, date: &str, start: &str, share: f64, target: (Measure, f64)) -> String;
    /// The base with its reserve that costs least, and by which share less than a base alone.
    fn cheapest_reserve(&self, base: i32, reserve: u32, alone: (i32, f64)) -> String;
    /// What may be otherwise.
    fn otherwise(&self, changed: Changed) -> &'static str;
    /// By how much it is.
    fn otherwise_by(&self, one: &VariedResult) -> String;
    /// What one thing would leave of a share.
    fn would_leave(&self, one: &VariedResult, left: f64, as_found: f64) -> String;
}
