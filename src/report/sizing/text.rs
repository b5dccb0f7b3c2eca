//! The page of a sizing: how many people, what they cost and give, in a sentence first; then the intervals.

use super::{SizedFloor, words};
use crate::escape::terminal;
use crate::experiment::results::Verdict;
use crate::figures::Measure;
use crate::report::Provenance;
use crate::report::numbers::{DASH, amount, decimal, percent};
use crate::report::screen::{paragraph, plain_table, printed};
use crate::sizing::{
    Changed, GivenOfDate, GivenResults, Goal, GoalFound, GoalOf, MeanPlan, Per, ReservePoint, ReserveResults,
    SizeResults, VariedResult, Verified, VerifiedGoal,
};
use crate::units::SimTime;
use crate::units::text::clock;
use comfy_table::CellAlignment;

/// The page, ending with a line end; `colour` adds terminal colours to the verdict.
pub(super) fn page_of_date(sized: &SizedFloor, colour: bool) -> String {
    let found = &sized.found;
    let sentences = [
        format!("{}: {}", sized.from.name, answer(found)),
        coloured(&verdict(found), found.verdict(), colour),
        mean_plan(found),
        beside(found),
        words::how(found.method),
    ];
    let sentences: Vec<String> = sentences.iter().filter(|text| !text.is_empty()).map(|text| paragraph(text)).collect();
    let reserve = sized.reserve.as_ref().map(reserve).unwrap_or_default();
    let sections = [sentences.join("\n"), table(found), reserve, varied(sized)];
    let shown: Vec<&str> = sections.iter().map(|text| text.trim_end()).filter(|text| !text.is_empty()).collect();
    terminal::page(&(shown.join("\n\n") + "\n"))
}

/// "7 people all day meet the targets and cost 84 person-hours a day."
fn answer(found: &SizeResults) -> String {
    let least = found.intervals.iter().map(|row| row.people).min().unwrap_or(0);
    let most = found.intervals.iter().map(|row| row.people).max().unwrap_or(0);
    let all_day = least == most;
    let people = match (found.per, all_day) {
        (Per::Day | Per::Interval, true) => format!("{most} {} all day", if most == 1 { "person" } else { "people" }),
        (Per::Shape, _) => {
            let by = found.number.unwrap_or(0);
            let than = if by < 0 { "fewer" } else { "more" };
            format!("{} {than} in every interval than the scenario has, {least} to {most} people", by.unsigned_abs())
        }
        (Per::Day | Per::Interval, false) => format!("{least} to {most} people"),
    };
    let people = format!("{people}{}", by_group(found));
    let cost = money(found, found.cost);
    match found.binding {
        None => format!(
            "{people} meet the targets; they cost {cost} a day, and those of the scenario {}.",
            money(found, found.cost_planned)
        ),
        Some(binding) => format!(
            "impossible. The best that can be had is {}, with {people} for {cost} a day: {}.",
            best(found),
            words::binds(binding)
        ),
    }
}

/// " (inbound 20 to 22, experts 3)", where several groups were sized.
fn by_group(found: &SizeResults) -> String {
    let of_group = |(name, people): &(String, Vec<u32>)| {
        let (least, most) = (people.iter().min().unwrap_or(&0), people.iter().max().unwrap_or(&0));
        if least == most { format!("{name} {most}") } else { format!("{name} {least} to {most}") }
    };
    let groups: Vec<String> = found.groups.iter().map(of_group).collect();
    if groups.len() < 2 { String::new() } else { format!(" ({})", groups.join(", ")) }
}

fn best(found: &SizeResults) -> String {
    let slack = |one: &&GoalFound| one.goal.slack(one.figure);
    let worst = found.goals.iter().min_by(|a, b| slack(a).total_cmp(&slack(b)));
    worst.map_or_else(String::new, |one| {
        let (place, target) = (place(&one.goal, &times(found)), words::target(&one.goal));
        match one.goal.share_of_days {
            None => format!("{}{place} instead of {target}", words::reached(one.goal.measure, one.figure)),
            Some(asked) => {
                let share = words::figure(Measure::AnswerRate, one.figure);
                format!("{target} on {share} of days{place} instead of {} %", percent(asked, 0))
            }
        }
    })
}

/// Where a goal is, if it is not of the day.
fn place(goal: &Goal, intervals: &[(SimTime, SimTime)]) -> String {
    let (first, last) = (intervals.get(goal.intervals.start), intervals.get(goal.intervals.end.saturating_sub(1)));
    match (goal.of, first, last) {
        (GoalOf::Window | GoalOf::Interval, Some(first), Some(last)) => {
            format!(" from {} to {}", clock(first.0), clock(last.1))
        }
        _ => String::new(),
    }
}

pub(super) fn money(found: &SizeResults, cost: f64) -> String {
    if found.has_price { amount(cost) } else { format!("{} person-hours", amount(cost)) }
}

fn times(found: &SizeResults) -> Vec<(SimTime, SimTime)> {
    found.intervals.iter().map(|row| (row.start, row.end)).collect()
}

/// What fresh days say.
fn verdict(found: &SizeResults) -> String {
    let Some(verified) = &found.verified else {
        return "The time given was up before the numbers were tried on fresh days.".to_owned();
    };
    let is_proven = found.method.is_exact() && found.is_possible();
    let word = if is_proven { "Met by the formulas" } else { words::verdict(found.verdict()) };
    format!("{word}; on {} fresh days {}.", decimal(f64::from(verified.days), 0), goals(verified, &times(found)))
}

/// What days say of the goals of the day, and of those of intervals together.
fn goals(verified: &Verified, times: &[(SimTime, SimTime)]) -> String {
    let of_day = verified.goals.iter().filter(|one| one.goal.of != GoalOf::Interval);
    let mut told: Vec<String> = of_day.map(|one| on_days(one, times)).collect();
    let of_intervals: Vec<&VerifiedGoal> =
        verified.goals.iter().filter(|one| one.goal.of == GoalOf::Interval).collect();
    let count = |verdict: Verdict| of_intervals.iter().filter(|one| one.verdict == verdict).count();
    if !of_intervals.is_empty() {
        told.push(format!(
            "of {} targets of intervals {} are met, {} undecided and {} missed",
            of_intervals.len(),
            count(Verdict::Met),
            count(Verdict::Undecided),
            count(Verdict::Missed)
        ));
    }
    told.join("; ")
}

fn on_days(one: &VerifiedGoal, times: &[(SimTime, SimTime)]) -> String {
    let place = place(&one.goal, times);
    let share = one.share_of_days.as_ref().map_or_else(
        || DASH.to_owned(),
        |share| {
            let [mean, low, high] = [share.mean, share.low, share.high].map(|share| percent(share, 1));
            format!("{mean} % of days ({low} to {high})")
        },
    );
    let mean = words::reached(one.goal.measure, one.estimate.map(|e| e.mean));
    let asked = one.goal.share_of_days.map_or(String::new(), |asked| format!(", asked for {} %", percent(asked, 0)));
    format!("{mean} in the mean{place}, and {share} have {}{asked}", words::target(&one.goal))
}

/// The plan that is made for the mean.
fn mean_plan(found: &SizeResults) -> String {
    let Some(MeanPlan { people, cost, share_of_days: Some(share) }) = &found.mean_plan else { return String::new() };
    let (least, most) = (people.iter().min().unwrap_or(&0), people.iter().max().unwrap_or(&0));
    let people = if least == most { format!("{most}") } else { format!("{least} to {most}") };
    format!(
        "The plan made for the mean has {people} people for {} a day, and reaches the day's target on {} % of days.",
        money(found, *cost),
        percent(share.mean, 1)
    )
}

/// What one fewer and one more would do, where one number was sized.
fn beside(found: &SizeResults) -> String {
    if found.number.is_none() {
        return String::new();
    }
    let one = |one: &GoalFound| {
        let shown = |figure: Option<f64>| match one.goal.share_of_days {
            None => words::figure(one.goal.measure, figure),
            Some(_) => format!("{} of days", words::figure(Measure::AnswerRate, figure)),
        };
        let target = words::target(&one.goal);
        format!(
            "{target}: one fewer {}, as sized {}, one more {}",
            shown(one.fewer),
            shown(one.figure),
            shown(one.more)
        )
    };
    let told: Vec<String> = found.goals.iter().filter(|one| one.goal.of != GoalOf::Interval).map(one).collect();
    if told.is_empty() { String::new() } else { format!("{}.", told.join("; ")) }
}

/// The intervals, those that follow each other with the same numbers as one where one number was sized.
fn table(found: &SizeResults) -> String {
    if found.per == Per::Day {
        return String::new();
    }
    let has_rostered = found.plan.shrinkage > 0.0;
    let mut table = plain_table();
    let lead = found.lead();
    let name = words::name(lead);
    let rostered = has_rostered.then_some("rostered");
    let mut header: Vec<String> = vec!["interval".to_owned(), "people".to_owned()];
    header.extend(rostered.map(str::to_owned));
    header.extend(["planned".to_owned(), name, "one fewer".to_owned(), "one more".to_owned()]);
    let columns = header.len();
    table.set_header(header);
    for row in &found.intervals {
        let mut cells = vec![format!("{}-{}", clock(row.start), clock(row.end)), row.people.to_string()];
        cells.extend(has_rostered.then(|| row.rostered.to_string()));
        cells.push(row.planned.to_string());
        cells.extend([row.figure, row.fewer, row.more].map(|figure| words::figure(lead, figure)));
        table.add_row(cells);
    }
    (1..columns).for_each(|at| {
        if let Some(column) = table.column_mut(at) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    });
    printed(table)
}

pub(super) fn coloured(text: &str, verdict: Verdict, colour: bool) -> String {
    let code = match verdict {
        Verdict::Met => 32,
        Verdict::Missed => 31,
        Verdict::Undecided => 33,
    };
    if colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}

/// Base against reserve: two recommendations, and the curve.
fn reserve(found: &ReserveResults) -> String {
    let of = |point: &ReservePoint| {
        let base = match found.per {
            Per::Shape if point.base < 0 => format!("{} fewer than the scenario", -point.base),
            Per::Shape => format!("{} more than the scenario", point.base),
            Per::Day | Per::Interval => format!("{} people", point.base),
        };
        format!(
            "{base} and {} in reserve for {} a day; the reserve is called on {} % of days, and {} % of days reach the target",
            point.reserve,
            amount(point.cost),
            percent(point.days_called, 0),
            percent(point.share_of_days, 1)
        )
    };
    let (Some(cheapest), Some(fewest)) = (found.cheapest(), found.fewest_at_work()) else {
        return paragraph(&format!("No base with up to {} in reserve meets the targets.", found.plan.most));
    };
    let mut table = plain_table();
    table.set_header(["base", "reserve", "cost a day", "hours at work", "days called", "share of days"]);
    for point in &found.curve {
        table.add_row([
            point.base.to_string(),
            point.reserve.to_string(),
            amount(point.cost),
            amount(point.hours_at_work),
            format!("{} %", percent(point.days_called, 1)),
            format!("{} %", percent(point.share_of_days, 1)),
        ]);
    }
    let recommended = [
        paragraph(&format!("Cheapest with a reserve: {}.", of(cheapest))),
        paragraph(&format!("Fewest at work: {}.", of(fewest))),
    ];
    format!("{}\n\n{}", recommended.join("\n"), printed(table))
}

/// "volume 10 % more".
pub(super) fn changed(one: &VariedResult) -> String {
    match one.changed {
        Changed::Absence => format!("absence {} points more", percent(one.by, 0)),
        Changed::Volume | Changed::HandleTime | Changed::Patience => {
            let by = if one.by < 1.0 {
                format!("{} % less", percent(1.0 - one.by, 0))
            } else {
                format!("{} % more", percent(one.by - 1.0, 0))
            };
            format!("{} {by}", words::changed(one.changed).replace('_', " "))
        }
    }
}

/// What the people found would come to, change by change.
fn varied(sized: &SizedFloor) -> String {
    if sized.varied.is_empty() {
        return String::new();
    }
    let tightest = sized.found.tightest();
    let shown = |figure: Option<f64>| match tightest {
        Some(one) if one.goal.share_of_days.is_none() => words::figure(one.goal.measure, figure),
        _ => words::figure(Measure::AnswerRate, figure),
    };
    let mut table = plain_table();
    let given = tightest.map_or_else(String::new, |one| match one.goal.share_of_days {
        Some(_) => format!("days with {}", words::target(&one.goal)),
        None => words::name(one.goal.measure),
    });
    table.set_header(["if", &given, "number then"]);
    for one in &sized.varied {
        let number = one.number.map_or(DASH.to_owned(), |number| number.to_string());
        table.add_row([changed(one), shown(one.figure), number]);
    }
    printed(table)
}

/// What the people of a scenario give, date by date.
pub fn given_page(from: &Provenance, found: &[GivenOfDate]) -> String {
    let of_date = |given: &GivenOfDate| {
        let date = given.date.filter(|_| found.len() > 1).map(|date| date.strftime(", %a %-d %b").to_string());
        given_of_date(&format!("{}{}", from.name, date.unwrap_or_default()), &given.found)
    };
    terminal::page(&found.iter().map(of_date).collect::<Vec<_>>().join("\n"))
}

fn given_of_date(name: &str, found: &GivenResults) -> String {
    let volume = found.volume.map_or_else(
        || {
            "Not even a fifth of the calls could be carried at the targets of the day, or calls are recorded."
                .to_owned()
        },
        |volume| format!("At the targets of the day these people could carry {} % of the calls.", percent(volume, 0)),
    );
    let verdict = words::verdict(found.found.verdict);
    let told = format!(
        "{name}: {verdict}; on {} days {}.",
        decimal(f64::from(found.found.days), 0),
        goals(&found.found, &found.intervals)
    );
    let mut table = plain_table();
    table.set_header(["interval", "measure", "figure", "target", "verdict"]);
    for one in found.found.goals.iter().filter(|one| one.goal.of == GoalOf::Interval) {
        let Some((start, end)) = found.intervals.get(one.goal.intervals.start) else { continue };
        table.add_row([
            format!("{}-{}", clock(*start), clock(*end)),
            words::name(one.goal.measure),
            words::figure(one.goal.measure, one.estimate.map(|e| e.mean)),
            words::figure(one.goal.measure, Some(one.goal.target)),
            one.verdict.word().to_owned(),
        ]);
    }
    format!("{}\n{}\n\n{}", paragraph(&told), paragraph(&volume), printed(table))
}
