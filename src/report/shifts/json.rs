//! `size.json` of shifts: the document of the sizing that the needs are from, if they are from one, with the shifts in it.

use super::by_date::{KindByDate, kinds_by_date};
use super::{ShiftsReport, times};
use crate::cover::{CoverFound, CoverOutcome, CoverRules, CoveredInterval, CoveringShift, Wish};
use crate::figures::Measure;
use crate::report::sizing::{FORMAT, made, on_fresh_days, printed, share};
use crate::sizing::{ShiftsOfDate, ShiftsResults, ShiftsTried};
use crate::units::text::{clock, span};
use crate::units::{SimTime, Span};
use serde_json::{Map, Value, json};

/// The document, with a line end.
pub fn document(report: &ShiftsReport) -> String {
    let mut document = report.sized.as_ref().map_or_else(|| alone(report), made);
    document["command"] = json!(report.command);
    document["shifts"] = shifts(report);
    printed(&document)
}

/// What stands in every document.
fn alone(report: &ShiftsReport) -> Value {
    let of = |from: &crate::report::Provenance| json!({ "name": from.name, "file": from.file, "sha256": from.sha256 });
    let mut document = json!({ "format": FORMAT, "holdline": env!("CARGO_PKG_VERSION") });
    document["scenario"] = json!(report.scenario.as_ref().map(of));
    document
}

fn shifts(report: &ShiftsReport) -> Value {
    let mut told = json!({ "file": report.file, "sha256": report.sha256 });
    let found = match report.found.one_day() {
        Some(found) => of_a_day(found),
        None => of_dates(report),
    };
    if let (Value::Object(told), Value::Object(found)) = (&mut told, found) {
        told.extend(found);
    }
    told
}

fn of_dates(report: &ShiftsReport) -> Value {
    let found = &report.found;
    let all = || found.covering();
    let one = |date: &ShiftsOfDate| {
        let mut told = of_a_day(&date.found);
        told["date"] = json!(date.date.map(|date| date.to_string()));
        told["verdict"] = json!(date.found.verdict().word());
        told["chances"] = json!(date.chances);
        told
    };
    let kind = |kind: KindByDate| {
        let (start, end) = (clock(kind.start), clock(kind.end));
        json!({ "group": kind.group, "start": start, "end": end, "people": kind.people })
    };
    json!({
        "possible": found.is_possible(),
        (Measure::Cost.name()): rounded(found.cost()),
        "bound": Some(found.bound()).filter(|bound| bound.is_finite()).map(rounded),
        "gap": Some(found.gap()).filter(|gap| gap.is_finite()),
        "people": all().map(CoverFound::people).sum::<u32>(),
        "paid_hours": all().map(|one| one.paid_hours).sum::<f64>(),
        "missing_hours": all().map(|one| one.missing_hours).sum::<f64>(),
        "spare_hours": all().map(|one| one.spare_hours).sum::<f64>(),
        "verdict": found.verdict().word(),
        "all_dates_met": found.all_together.as_ref().map(share),
        "kinds": kinds_by_date(report).into_iter().map(kind).collect::<Vec<_>>(),
        "dates": found.dates.iter().map(one).collect::<Vec<_>>(),
        "cut_short": found.is_cut_short(),
    })
}

fn of_a_day(found: &ShiftsResults) -> Value {
    let rules = &found.rules;
    let covering = found.covering();
    let conflict = match &found.outcome {
        CoverOutcome::Impossible { conflict, .. } => conflict.iter().map(|one| wish(*one, rules)).collect(),
        CoverOutcome::Found(_) | CoverOutcome::Stopped => Vec::new(),
    };
    json!({
        "possible": matches!(found.outcome, CoverOutcome::Found(_)),
        (Measure::Cost.name()): covering.map(|one| rounded(one.cost)),
        "bound": covering.filter(|one| one.bound.is_finite()).map(|one| rounded(one.bound)),
        "gap": covering.filter(|one| one.bound.is_finite()).map(CoverFound::gap),
        "proven": covering.is_some_and(CoverFound::is_best),
        "people": covering.map(CoverFound::people),
        "kinds": covering.map(CoverFound::kinds),
        "paid_hours": covering.map(|one| one.paid_hours),
        "missing_hours": covering.map(|one| one.missing_hours),
        "spare_hours": covering.map(|one| one.spare_hours),
        "conflict": conflict,
        "shifts": covering.map(|one| one.shifts.iter().map(|one| shift(one, rules)).collect::<Vec<_>>()),
        "intervals": covering.map(|one| intervals(&one.intervals, rules)),
        "tried": found.tried.as_ref().map(|one| tried(one, rules)),
        "cut_short": found.is_cut_short,
    })
}

/// Sums of costs are told to a millionth: beyond it stands how they were added up.
fn rounded(cost: f64) -> f64 {
    (cost * 1e6).round() / 1e6
}

fn shift(shift: &CoveringShift, rules: &CoverRules) -> Value {
    let one = |(start, length): &(SimTime, Span)| json!({ "start": clock(*start), "length": span(*length) });
    json!({
        "group": rules.shifts[shift.rule].group,
        "rule": shift.rule,
        "people": shift.people,
        "start": clock(shift.start),
        "end": clock(shift.end),
        "breaks": shift.breaks.iter().map(one).collect::<Vec<_>>(),
    })
}

fn intervals(all: &[CoveredInterval], rules: &CoverRules) -> Vec<Value> {
    let one = |(i, row): (usize, &CoveredInterval)| {
        let (start, end) = times(rules, i);
        let needed: Map<String, Value> =
            rules.needs.iter().zip(&row.needed).map(|(need, people)| (need.name.clone(), json!(people))).collect();
        let mut present: Map<String, Value> = Map::new();
        for (rule, people) in rules.shifts.iter().zip(&row.present) {
            let before = present.get(&rule.group).and_then(Value::as_u64).unwrap_or(0);
            present.insert(rule.group.clone(), json!(before + u64::from(*people)));
        }
        json!({ "start": clock(start), "end": clock(end), "needed": needed, "there": present, "missing": row.missing })
    };
    all.iter().enumerate().map(one).collect()
}

fn wish(wish: Wish, rules: &CoverRules) -> Value {
    let of_rule = |key: &str, rule: usize| json!({ "wish": key, "rule": rule, "group": rules.shifts[rule].group });
    match wish {
        Wish::Need { need, interval } => {
            let one = &rules.needs[need];
            let start = clock(times(rules, interval).0);
            json!({ "wish": "need", "need": one.name, "interval": interval, "start": start, "people": one.people[interval] })
        }
        Wish::Starts => json!({ "wish": "starts" }),
        Wish::Ends => json!({ "wish": "last_end" }),
        Wish::Breaks => json!({ "wish": "breaks" }),
        Wish::MostOfRule(rule) => of_rule("people.max", rule),
        Wish::LeastOfRule(rule) => of_rule("people.min", rule),
        Wish::ShareOfRule(rule) => of_rule("max_share", rule),
        Wish::MostPeople => json!({ "wish": "people.max" }),
        Wish::LeastPeople => json!({ "wish": "people.min" }),
        Wish::MostKinds => json!({ "wish": "max_shift_kinds" }),
        Wish::LeastPerKind => json!({ "wish": "min_people_per_kind" }),
    }
}

fn tried(tried: &ShiftsTried, rules: &CoverRules) -> Value {
    let spans: Vec<(SimTime, SimTime)> = (0..rules.intervals()).map(|i| times(rules, i)).collect();
    let raised: Map<String, Value> =
        rules.needs.iter().zip(&tried.raised).map(|(need, people)| (need.name.clone(), json!(people))).collect();
    json!({
        "days": tried.days,
        "rounds": tried.rounds,
        "cost_before": rounded(tried.cost_before),
        "raised": raised,
        "enough": tried.is_enough,
        "verified": tried.verified.as_ref().map(|verified| on_fresh_days(verified, &spans)),
    })
}
