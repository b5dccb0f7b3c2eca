//! What is asked of sizing.

use crate::units::SimTime;

/// What one number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// The people of a group all day.
    Day,
    /// The people of a group in one interval.
    Interval,
    /// So many more in every interval than the scenario has, or fewer; nobody is added where it has nobody.
    Shape,
}

/// For what the targets must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetsOf {
    /// The day alone.
    Day,
    /// Every interval, in the mean over days.
    Intervals,
    /// Both.
    Both,
}

impl TargetsOf {
    /// Whether they must hold for the day.
    pub const fn has_day(self) -> bool {
        !matches!(self, Self::Intervals)
    }

    /// Whether they must hold for every interval.
    pub const fn has_intervals(self) -> bool {
        !matches!(self, Self::Day)
    }
}

/// A number that holds in a stretch of the clock; `None`: all day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound<T> {
    /// From and to, the latter not included.
    pub between: Option<(SimTime, SimTime)>,
    /// The number.
    pub value: T,
}

/// What is sized, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct SizePlan {
    /// Names of the groups that are sized; empty: all that are not lent.
    pub groups: Vec<String>,
    /// What one number is; `None`: of the day for a group given as `people`, else of the interval.
    pub per: Option<Per>,
    /// For what the targets hold; `None`: for both where numbers are of intervals, else for the day.
    pub targets_of: Option<TargetsOf>,
    /// Stretches of the clock for which the targets must hold besides, as they do for the day.
    pub windows: Vec<(SimTime, SimTime)>,
    /// The highest occupancy of the day.
    pub occupancy: Option<f64>,
    /// Fewest people of each group; the last that holds counts, 1 without any.
    pub least: Vec<Bound<u32>>,
    /// Most people of each group; the last that holds counts.
    pub most: Vec<Bound<u32>>,
    /// How many times the usual pay an hour costs; the last that holds counts.
    pub pay: Vec<Bound<f64>>,
    /// The share of rostered people who are not on the phones: breaks, training, illness.
    pub shrinkage: f64,
    /// Days on which numbers are searched.
    pub days: u32,
    /// Days to which a share of days that is not decided is played on; `None`: ten times as many, or as 40 million calls take.
    pub most_days: Option<u32>,
    /// What the days are drawn from.
    pub seed: u64,
    /// The search begins with the people that the scenario has, such as an earlier search left them, and not with what formulas say.
    pub resumes: bool,
}

impl SizePlan {
    /// So many days of a seed, and everything else as usual.
    pub const fn new(days: u32, seed: u64) -> Self {
        Self {
            groups: Vec::new(),
            per: None,
            targets_of: None,
            windows: Vec::new(),
            occupancy: None,
            least: Vec::new(),
            most: Vec::new(),
            pay: Vec::new(),
            shrinkage: 0.0,
            days,
            most_days: None,
            seed,
            resumes: false,
        }
    }

    /// How many must be rostered so that so many are there.
    pub fn rostered(&self, people: u32) -> u32 {
        // Just above a whole number by rounding alone is that number.
        (f64::from(people) / (1.0 - self.shrinkage) - 1e-9).ceil() as u32
    }
}

impl<T: Copy> Bound<T> {
    /// The last of them that holds from `start` on.
    pub fn at(all: &[Self], start: SimTime) -> Option<T> {
        let holds = |bound: &&Self| bound.between.is_none_or(|(from, to)| from <= start && start < to);
        all.iter().rev().find(holds).map(|bound| bound.value)
    }
}

/// Who the reserve is.
#[derive(Clone, Debug, PartialEq)]
pub enum ReserveFrom {
    /// The people of this lent group, whom the ladder calls; they come as it says.
    Group(String),
    /// People who know in the morning how busy the day is, and come at once, as many as are needed.
    AtOnce,
}

/// What is asked about a reserve.
#[derive(Clone, Debug, PartialEq)]
pub struct ReservePlan {
    /// Who it is.
    pub from: ReserveFrom,
    /// Most people in it.
    pub most: u32,
    /// What one of them costs an hour on the list, called or not.
    pub standby_cost: f64,
    /// What an hour of one who is called costs, if they come at once; the pay of a lent group stands in the scenario.
    pub call_cost: f64,
    /// What an hour costs of somebody of the base who is not needed and goes home, if they know in the morning; `None`: nobody does.
    pub home_cost: Option<f64>,
}
