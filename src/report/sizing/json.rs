//! `size.json`: everything that was found.

use super::{SizedReport, codes};
use crate::escape::json::document as escaped;
use crate::figures::{Measure, RungFigure};
use crate::report::Provenance;
use crate::sizing::{
    GivenOfDate, GivenResults, Goal, MeanPlan, QueueAtTarget, ReservePoint, ReserveResults, RungPulled, SizeResults,
    SizedDate, SizedDates, SizedInterval, VariedResult, Verified,
};
use crate::stats::Share;
use crate::units::SimTime;
use crate::units::text::clock;
use serde_json::{Value, json};

/// The name and number of the form.
pub const FORMAT: &str = "holdline-size/1";

/// The document, with a line end.
pub fn document(sized: &SizedReport) -> String {
    printed(&made(sized))
}

/// A document as it is written.
pub fn printed(made: &Value) -> String {
    escaped(&format!("{made:#}\n"))
}

/// The document as data.
pub fn made(sized: &SizedReport) -> Value {
    let (from, told) = match sized {
        SizedReport::OneDate(sized) => (&sized.from, of_one_date(&sized.found, sized.reserve.as_ref(), &sized.varied)),
        SizedReport::Dates(sized) => (&sized.from, of_dates(&sized.found)),
    };
    let mut made = json!({
        "format": FORMAT,
        "holdline": env!("CARGO_PKG_VERSION"),
        "scenario": { "name": from.name, "file": from.file, "sha256": from.sha256 },
        "command": from.command,
        "notes": from.notes,
        "possible": sized.is_possible(),
    });
    if let (Value::Object(made), Value::Object(told)) = (&mut made, told) {
        made.extend(told);
    }
    made
}

fn of_one_date(found: &SizeResults, in_reserve: Option<&ReserveResults>, what_if: &[VariedResult]) -> Value {
    let groups: Vec<Value> =
        found.groups.iter().map(|(name, people)| json!({ "name": name, "people": people })).collect();
    let times: Vec<(SimTime, SimTime)> = found.intervals.iter().map(|row| (row.start, row.end)).collect();
    let goals: Vec<Value> = found
        .goals
        .iter()
        .map(|one| {
            let mut goal = goal(&one.goal, &times);
            goal["figure"] = json!(one.figure);
            goal["one_fewer"] = json!(one.fewer);
            goal["one_more"] = json!(one.more);
            goal
        })
        .collect();
    json!({
        "per": codes::per(found.per),
        "method": codes::method(found.method),
        "days": found.plan.days,
        "seed": found.plan.seed,
        "possible": found.is_possible(),
        "binding": found.binding.map(codes::binding),
        "verdict": found.verdict().word(),
        "number": found.number,
        "people": found.number.and(found.intervals.iter().map(|row| row.people).max()),
        (Measure::Cost.name()): found.cost,
        "cost_planned": found.cost_planned,
        "cost_is_money": found.has_price,
        "usual_targets": found.is_usual,
        "interval_measure": found.lead().name(),
        "goals": goals,
        "groups": groups,
        "intervals": found.intervals.iter().map(interval).collect::<Vec<_>>(),
        "verified": found.verified.as_ref().map(|verified| on_fresh_days(verified, &times)),
        "plan_for_the_mean": found.mean_plan.as_ref().map(mean_plan),
        "idle_ladder": found.idle_ladder.as_ref().map(queue_at_target),
        "reserve": in_reserve.map(reserve),
        "what_if": what_if.iter().map(varied).collect::<Vec<_>>(),
        "trials": found.trials,
        "cut_short": found.is_cut_short,
    })
}

fn of_dates(found: &SizedDates) -> Value {
    let dates: Vec<Value> = found.dates.iter().map(of_date).collect();
    json!({ "verdict": found.verdict().word(), "all_dates_met": found.all_together.as_ref().map(share), "dates": dates })
}

fn of_date(date: &SizedDate) -> Value {
    let times: Vec<(SimTime, SimTime)> = date.found.intervals.iter().map(|row| (row.start, row.end)).collect();
    let rung = |rung: &RungPulled| {
        let share = rung.share_of_days.as_ref().map(share);
        json!({ "name": rung.name, (RungFigure::Pulls.name()): rung.pulls, (RungFigure::ShareOfDays.name()): share })
    };
    json!({
        "date": date.date.map(|date| date.to_string()),
        "calls": date.calls,
        "people": date.people,
        "in_reserve": date.in_reserve,
        (Measure::Cost.name()): date.cost(),
        "chances": date.chances,
        "rungs": date.rungs.iter().map(rung).collect::<Vec<_>>(),
        "together": date.verified.as_ref().map(|verified| on_fresh_days(verified, &times)),
        "sized": of_one_date(&date.found, date.reserve.as_ref(), &date.varied),
    })
}

/// A goal by its intervals, measure and target.
pub(super) fn goal(goal: &Goal, intervals: &[(SimTime, SimTime)]) -> Value {
    json!({
        "of": codes::of(goal.of),
        "from": intervals.get(goal.intervals.start).map(|(start, _)| clock(*start)),
        "to": intervals.get(goal.intervals.end.saturating_sub(1)).map(|(_, end)| clock(*end)),
        "measure": goal.measure.name(),
        "target": goal.target,
        "on_share_of_days": goal.share_of_days,
    })
}

fn interval(row: &SizedInterval) -> Value {
    json!({
        "start": clock(row.start),
        "end": clock(row.end),
        "people": row.people,
        "rostered": row.rostered,
        "planned": row.planned,
        "formula": row.formula,
        "figure": row.figure,
        "one_fewer": row.fewer,
        "one_more": row.more,
    })
}

/// A share of days.
pub fn share(share: &Share) -> Value {
    json!({ "mean": share.mean, "low": share.low, "high": share.high })
}

pub fn on_fresh_days(verified: &Verified, intervals: &[(SimTime, SimTime)]) -> Value {
    let one = |found: &crate::sizing::VerifiedGoal| {
        let mut told = goal(&found.goal, intervals);
        let figure = found.estimate.map(|e| json!({ "mean": e.mean, "low": e.low, "high": e.high }));
        told["figure"] = json!(figure);
        told["days_that_reach_it"] = json!(found.share_of_days.as_ref().map(share));
        told["verdict"] = json!(found.verdict.word());
        told
    };
    json!({
        "days": verified.days,
        "seed": verified.seed,
        "verdict": verified.verdict.word(),
        "goals": verified.goals.iter().map(one).collect::<Vec<_>>(),
    })
}

fn mean_plan(plan: &MeanPlan) -> Value {
    json!({
        "people": plan.people,
        (Measure::Cost.name()): plan.cost,
        "days_met": plan.share_of_days.as_ref().map(share),
    })
}

/// What Little's law says of a ladder's threshold.
pub fn queue_at_target(queue: &QueueAtTarget) -> Value {
    json!({
        "calls_a_minute": queue.calls_a_minute,
        "patience_min": queue.patience_min,
        "target": queue.answer_rate,
        "waiting": queue.waiting,
        "threshold": queue.threshold,
        "below_threshold": queue.is_below_threshold(),
    })
}

fn reserve(found: &ReserveResults) -> Value {
    json!({
        "base_is": codes::per(found.per),
        "most": found.plan.most,
        "days": found.days,
        "cheapest": found.cheapest().map(point),
        "fewest_at_work": found.fewest_at_work().map(point),
        "curve": found.curve.iter().map(point).collect::<Vec<_>>(),
        "scanned": found.scanned.iter().map(point).collect::<Vec<_>>(),
    })
}

fn point(point: &ReservePoint) -> Value {
    json!({
        "base": point.base,
        "reserve": point.reserve,
        (Measure::Cost.name()): point.cost,
        "hours_at_work": point.hours_at_work,
        "days_called": point.days_called,
        "days_met": point.share_of_days,
    })
}

fn varied(varied: &VariedResult) -> Value {
    let changed = codes::changed(varied.changed);
    json!({ "changed": changed, "by": varied.by, "figure": varied.figure, "number": varied.number })
}

/// What the people of a scenario give, as a document of its own; of several dates a list.
pub fn given_document(from: &Provenance, found: &[GivenOfDate]) -> String {
    let mut made = json!({
        "format": "holdline-given/1",
        "holdline": env!("CARGO_PKG_VERSION"),
        "scenario": { "name": from.name, "file": from.file, "sha256": from.sha256 },
        "command": from.command,
    });
    let of = |found: &GivenResults| {
        let told = on_fresh_days(&found.found, &found.intervals);
        json!({ "verdict": found.found.verdict.word(), "volume": found.volume, "found": told })
    };
    let of_date = |given: &GivenOfDate| {
        let mut told = of(&given.found);
        told["date"] = json!(given.date.map(|date| date.to_string()));
        told
    };
    match found {
        [one] => {
            if let (Value::Object(made), Value::Object(told)) = (&mut made, of(&one.found)) {
                made.extend(told);
            }
        }
        several => made["dates"] = several.iter().map(of_date).collect(),
    }
    escaped(&format!("{made:#}\n"))
}
