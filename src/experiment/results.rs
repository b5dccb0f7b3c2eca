//! What a run found: plain data, in the names of the contract, for reports to print and checks to read.

pub use crate::engine::{ActionKind, CallKind, Missing};
use crate::figures::{GroupFigure, Measure, RungFigure, Scope, ServiceLevel};
pub use crate::measure::Outcome;
use crate::model::{Floor, Precision, WHOLE_FLOOR};
use crate::stats::{Estimate, Share};
use crate::units::{ClockPut, ClockReading, SimTime, Span, WallClock};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Figures in their documented order; an undefined figure is there with `None` (M-S5).
#[derive(Clone, Debug, PartialEq)]
pub struct FigureTable<F>(pub Vec<(F, Option<Estimate>)>);

/// Measures with what was found.
pub type Measures = FigureTable<Measure>;

impl<F> Default for FigureTable<F> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<F: Copy + PartialEq> FigureTable<F> {
    /// What was found of a figure, if it is there and defined.
    pub fn get(&self, figure: F) -> Option<&Estimate> {
        self.0.iter().find(|(one, _)| *one == figure).and_then(|(_, e)| e.as_ref())
    }

    /// Whether a figure is there, defined or not.
    pub fn has(&self, figure: F) -> bool {
        self.0.iter().any(|(one, _)| *one == figure)
    }
}

/// Everything a run found.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RunResults {
    /// Days simulated.
    pub days: u32,
    /// The seed they were drawn from.
    pub seed: u64,
    /// The figure that days were added for, if one was asked for.
    pub precision: Option<PrecisionFound>,
    /// The whole floor.
    pub measures: Measures,
    /// Each queue, by name.
    pub queues: Vec<(String, Measures)>,
    /// Each group, by name.
    pub groups: Vec<(String, FigureTable<GroupFigure>)>,
    /// People absent, of groups that give reasons: by group, then reason, in their order.
    pub absences: Vec<AbsenceResult>,
    /// Names of the incidents.
    pub incidents: Vec<String>,
    /// When clocks are put forward or back.
    pub clock: WallClock,
    /// One row per interval and scope: for each interval first the whole floor, then each queue.
    pub intervals: Vec<IntervalRow>,
    /// Each of several dates, in order; none of a single one.
    pub dates: Vec<DateResult>,
    /// One per target of the scenario.
    pub targets: Vec<TargetResult>,
    /// One per rung, in order.
    pub rungs: Vec<RungResult>,
    /// What the ladder buys and costs, if it was asked for.
    pub ladder_value: Option<LadderValue>,
    /// One row per day.
    pub daily: DailyTable,
    /// The first ladder actions of every day, in order: all of them, unless there are thousands a day.
    pub ladder_log: Vec<LadderAction>,
    /// Days with more actions than those.
    pub days_cut_in_log: u32,
    /// Every call of the first days, as many days as were asked for, in order of day and call.
    pub calls: Vec<CallRow>,
    /// Waits of the answered over all days: `(upper end of the bin, calls)`, ascending, empty bins left out.
    pub waits: Vec<(Span, u64)>,
    /// How long callers wait beside what the target of a service level asks for; `None`: there is no such target.
    pub target_waits: Option<TargetWaits>,
    /// Days picked to be shown minute by minute: a typical one and a bad one.
    pub traces: Vec<DayTrace>,
}

/// Within how long the share of callers is answered that a service level asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TargetWaits {
    /// The share.
    pub share: f64,
    /// Whether it is a share of all offered, else of the answered: whoever is left out of a service level in another way is so by
    /// a time, of which there is no percentile.
    pub of_offered: bool,
    /// By interval over all days; `None`: fewer are answered at all, or nobody called.
    pub by_interval: Vec<Option<Span>>,
}

impl RunResults {
    /// What results call a scope: the queue's name, or [`WHOLE_FLOOR`], which no queue can be called.
    pub fn name_of(&self, scope: Scope) -> &str {
        match scope {
            Scope::Floor => WHOLE_FLOOR,
            Scope::Queue(queue) => &self.queues[queue].0,
        }
    }

    /// The service level of the target with what it asks for, else that within 20 s.
    pub fn level_asked(&self) -> (Measure, ServiceLevel, Option<f64>) {
        let of_target = self.targets.iter().find_map(|target| Some((target.measure.service_level()?, target.target)));
        let level = of_target.map_or(ServiceLevel::of_offered(Span::from_secs(20)), |(level, _)| level);
        (Measure::ServiceLevel(level), level, of_target.map(|(_, share)| share))
    }

    /// The interval with the lowest answer rate; among equals the one with the longest ASA, then the first. This and no other is
    /// called the worst.
    pub fn worst_interval(&self) -> Option<&IntervalRow> {
        let rate_and_asa = |row: &IntervalRow| {
            let mean = |measure| row.measures.get(measure).map(|e: &Estimate| e.mean).filter(|mean| mean.is_finite());
            Some((mean(Measure::AnswerRate)?, mean(Measure::Asa).unwrap_or(f64::INFINITY)))
        };
        let rows = self.whole_floor().filter_map(|row| Some((rate_and_asa(row)?, row)));
        let worst = rows.min_by(|((rate_a, asa_a), _), ((rate_b, asa_b), _)| {
            rate_a.total_cmp(rate_b).then_with(|| asa_b.total_cmp(asa_a))
        });
        worst.map(|(_, row)| row)
    }

    /// The rows of all queues together, one per interval.
    pub fn whole_floor(&self) -> impl Iterator<Item = &IntervalRow> {
        self.intervals.iter().filter(|row| row.scope == Scope::Floor)
    }
}

/// How well the figure is known that days were added for.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct PrecisionFound {
    /// What was asked for.
    pub asked: Precision,
    /// Half of the interval of the figure; `None`: it has none, or it is open.
    pub half_width: Option<f64>,
}

impl PrecisionFound {
    /// Whether it is known as well as asked for.
    pub fn is_reached(&self) -> bool {
        self.half_width.is_some_and(|half_width| half_width <= self.asked.half_width)
    }
}

/// What the ladder buys and what it costs, by the same days without it (M-S7).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LadderValue {
    /// The whole ladder, or all of several, beside the floor without any.
    pub ladder: Bought,
    /// Each rung, in order, beside the ladder without it.
    pub rungs: Vec<ValuedRung>,
}

impl LadderValue {
    /// Whether its rungs are those of several ladders.
    pub fn are_several(&self) -> bool {
        self.rungs.iter().any(|rung| !rung.ladder.is_empty())
    }
}

impl ValuedRung {
    /// Its name with that of its ladder, where there are several.
    pub fn called(&self) -> String {
        rung_called(&self.ladder, &self.name)
    }
}

/// What one rung buys and costs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ValuedRung {
    /// The rung's name.
    pub name: String,
    /// Its ladder, where the floor has several; else empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ladder: String,
    /// What it buys and costs.
    #[serde(flatten)]
    pub bought: Bought,
}

/// What comes out otherwise, a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Bought {
    /// Callers who get a person sooner or later, and would not without it.
    pub callers_saved: Change,
    /// Hours that callers wait less, answered or not.
    pub waiting_saved_hours: Change,
    /// The money it takes; `None`: nobody's pay is known.
    pub cost: Option<Change>,
    /// The hours it takes of each lent group; fewer for a rung that spares others.
    pub borrowed: Vec<BorrowedFrom>,
}

/// The hours taken of a group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BorrowedFrom {
    /// The group's name.
    pub group: String,
    /// Person-hours a day.
    #[serde(flatten)]
    pub hours: Change,
}

/// A difference over paired days, with its 95 % interval; open with one day, or where no day differs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Change {
    /// In the mean.
    pub mean: f64,
    /// Lower end.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// The figures of one interval of the day.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct IntervalRow {
    /// The date on which it begins, if there are several.
    pub date: Option<Date>,
    /// From, since midnight of the first date.
    pub start: SimTime,
    /// To, not included.
    pub end: SimTime,
    /// How clocks have been put forward or back by then.
    pub put: ClockPut,
    /// Whose calls.
    pub scope: Scope,
    /// Who is planned, and who is needed; simulating does not tell it, and [`crate::app::run`] adds it.
    pub staffing: Staffing,
    /// What stands in intervals of these calls: the ratios, and in rows of the whole floor also the load and percentiles.
    pub measures: Measures,
}

impl IntervalRow {
    /// From and to by the clock: of several dates by that of its own.
    pub fn by_the_clock(&self) -> (ClockReading, ClockReading) {
        by_the_clock(self.date, (self.start, self.end), self.put)
    }
}

/// A stretch that begins on a date, if there are several, by the clock of it.
pub(super) fn by_the_clock(
    date: Option<Date>,
    (start, end): (SimTime, SimTime),
    put: ClockPut,
) -> (ClockReading, ClockReading) {
    if date.is_some() { put.of_its_date(start, end) } else { put.shown(start, end) }
}

/// Of several dates that of a moment.
pub(super) fn date_of(floor: &Floor, at: SimTime) -> Option<Date> {
    floor.calendar().date_at(at).filter(|_| floor.has_dates())
}

/// One of several dates.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DateResult {
    /// The date.
    pub date: Date,
    /// The whole floor on it.
    pub measures: Measures,
    /// For each target of the scenario the share of days that met it on this date; `None`: it is not of a date.
    pub share_of_days: Vec<Option<Share>>,
}

/// The people of an interval, as they are planned and as its calls need them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Staffing {
    /// People of the own crew who are rostered and not on a planned break, in the mean over the interval; `None` in rows of queues.
    pub planned: Option<f64>,
    /// The smallest number of people on the phones with whom the interval meets the targets ([`crate::staffing::needs`]);
    /// `None` where no number is honest.
    pub needed: Option<u32>,
}

/// How a target fared.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TargetResult {
    /// The measure it is about.
    pub measure: Measure,
    /// The value of a good day in the measure's unit: the least, or the most where fewer are better.
    pub target: f64,
    /// The share of days asked for; `None`: the mean is judged.
    pub asked_share: Option<f64>,
    /// The share of days that met it.
    pub share_of_days: Share,
    /// The figure itself.
    pub estimate: Option<Estimate>,
    /// What can be said for sure.
    pub verdict: Verdict,
}

/// A verdict comes from the whole interval (M-S4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The whole interval is on the good side.
    Met,
    /// The whole interval is on the bad side.
    Missed,
    /// The interval straddles the target: more days are needed.
    Undecided,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Met, Self::Missed, Self::Undecided];

    /// The word used in results.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Missed => "missed",
            Self::Undecided => "undecided",
        }
    }
}

/// How one rung was used.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RungResult {
    /// The rung's name.
    pub name: String,
    /// Its ladder, where the floor has several; else empty.
    pub ladder: String,
    /// Name of the group it borrows from.
    pub group: String,
    /// Its figures, all but the share of days.
    pub figures: FigureTable<RungFigure>,
    /// Share of days with at least one pull.
    pub share_of_days: Share,
    /// Median clock time of the first pull, over the days with one.
    pub first_pull: Option<SimTime>,
    /// The ends of its 95 % interval; `None`: too few days with a pull to tell.
    pub first_pull_between: (Option<SimTime>, Option<SimTime>),
}

/// What a rung is called where people read it: with its ladder, if it has a name.
pub fn rung_called(ladder: &str, name: &str) -> String {
    if ladder.is_empty() { name.to_owned() } else { format!("{ladder} / {name}") }
}

impl RungResult {
    /// Its name with that of its ladder, where there are several.
    pub fn called(&self) -> String {
        rung_called(&self.ladder, &self.name)
    }

    /// What was found of a figure; of the share of days its ends are the interval.
    pub fn get(&self, figure: RungFigure) -> Estimate {
        let Share { mean, low, high } = self.share_of_days;
        match self.figures.get(figure) {
            Some(found) => *found,
            None => Estimate { mean, low: Some(low), high: Some(high), ..Estimate::default() },
        }
    }
}

/// How many are absent for a reason.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct AbsenceResult {
    /// The group's name.
    pub group: String,
    /// The reason.
    pub reason: String,
    /// People of the group who do not come for it.
    pub people: Option<Estimate>,
}

/// One row per day, one column per measure.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct DailyTable {
    /// The measures.
    pub columns: Vec<Measure>,
    /// Values by day, then column; `None`: undefined that day.
    pub rows: Vec<Vec<Option<f64>>>,
}

impl DailyTable {
    /// One column's values by day; empty if there is none.
    pub fn column(&self, measure: Measure) -> Vec<Option<f64>> {
        let Some(at) = self.columns.iter().position(|c| *c == measure) else { return Vec::new() };
        self.rows.iter().map(|row| row[at]).collect()
    }
}

/// One thing the supervisor did (M-L10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LadderAction {
    /// Which day, from 0.
    pub day: u32,
    /// When.
    pub at: SimTime,
    /// Callers waiting just before.
    pub waiting: u32,
    /// What was done.
    pub action: ActionKind,
    /// Index of the rung.
    pub rung: usize,
    /// People asked.
    pub asked: u32,
    /// People sent (or, at a release, sent back).
    pub sent: u32,
}

/// What became of one call.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallRow {
    /// Which day, from 0.
    pub day: u32,
    /// Number of the call that day, from 0, in order of arrival.
    pub call: u32,
    /// Index of its queue.
    pub queue: usize,
    /// Index of the queue that the caller called; of a transfer it is another one.
    pub called: usize,
    /// Number of the caller that day, from 0 in order of their first calls: among those of the queue called, or of the incident there.
    pub caller: u32,
    /// Index of the incident that the caller calls for; `None`: one of the queue's ordinary callers.
    pub incident: Option<usize>,
    /// Whether the caller called for the first time that day, or why again.
    pub kind: CallKind,
    /// When it joined the queue.
    pub arrival: SimTime,
    /// How it ended.
    pub outcome: Outcome,
    /// From joining to answer, hang-up or dismissal; `None`: it never waited in the queue.
    pub wait: Option<Span>,
    /// Time with the caller; `None`: not answered.
    pub talk: Option<Span>,
    /// Time after the call; `None`: not answered.
    pub wrap_up: Option<Span>,
    /// Index of the group that answered.
    pub group: Option<usize>,
    /// Number of the agent in that group, from 0.
    pub agent: Option<u32>,
}

/// One day, moment by moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DayTrace {
    /// Why it was picked: `typical day`, `bad day`.
    pub label: String,
    /// Which day, from 0.
    pub day: u32,
    /// Its answer rate.
    pub answer_rate: Option<f64>,
    /// `(moment, callers waiting from then on)`.
    pub waiting: Vec<(SimTime, u32)>,
    /// `(index of the rung, pulled, released)`, in order of the pulls.
    pub in_force: Vec<(usize, SimTime, SimTime)>,
    /// `(index of the rung, when its condition held and nobody could be sent, what was missing)`, in order of time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub empty_handed: Vec<(usize, SimTime, Missing)>,
}
