//! The one-screen summary: verdict on the targets first, then the day, then the ladder's story.

use super::Provenance;
use super::by_date;
use super::interval_table;
use super::ladder_value;
use super::numbers::{DASH, amount, clock_minute, dated_minute, decimal, length, percent, shown};
use super::screen::{NO_BREAK, paragraph, plain_table, printed};
use super::targets::{self, verdict};
use crate::escape::terminal;
use crate::experiment::results::{self, AbsenceResult, IntervalRow, RunResults, RungResult, TargetResult, Verdict};
use crate::figures::{GroupFigure, Measure, RungFigure, Unit};
use crate::stats::Estimate;
use crate::units::{SimTime, text};
use comfy_table::CellAlignment;
use jiff::civil::Date;

/// The summary of a run, about a screen of 24 lines by 100 columns, ending with a line end; `colour` adds terminal
/// colours to the verdicts.
pub fn summary(from: &Provenance, results: &RunResults, colour: bool) -> String {
    let sections = [
        heading(from, results),
        [verdicts(results, colour), in_short(results)].join("\n").trim_end().to_owned(),
        the_day(results),
        the_queues(results),
        by_date::table(results),
        details(results),
        the_ladder(&results.rungs, results.dates.first().map(|first| first.date)),
        results.ladder_value.as_ref().map(ladder_value::table).unwrap_or_default(),
    ];
    let shown: Vec<_> = sections.iter().map(|s| s.trim_end()).filter(|s| !s.is_empty()).collect();
    terminal::page(&(shown.join("\n\n") + "\n"))
}

fn heading(from: &Provenance, results: &RunResults) -> String {
    let days = if results.days == 1 { "1 day".to_owned() } else { format!("{} days", decimal(results.days.into(), 0)) };
    let dates = results.dates.len();
    let days = if dates == 0 { days } else { format!("{days} of {dates} dates") };
    let first = paragraph(&format!("{}: {days}, seed {}", from.name, results.seed));
    let known = results.precision.as_ref().map(|found| paragraph(&targets::known(found)));
    std::iter::once(first).chain(known).collect::<Vec<_>>().join("\n")
}

fn verdicts(results: &RunResults, colour: bool) -> String {
    if results.targets.is_empty() {
        return "No targets: with [targets] in the scenario there is a verdict here.".to_owned();
    }
    let told = |target: &TargetResult| coloured(&paragraph(&verdict(target, results)), target.verdict, colour);
    results.targets.iter().map(told).collect::<Vec<_>>().join("\n")
}

/// When people are missing, and when there are too many.
fn in_short(results: &RunResults) -> String {
    interval_table::short_and_over(results).iter().map(|sentence| paragraph(sentence)).collect::<Vec<_>>().join("\n")
}

fn coloured(text: &str, verdict: Verdict, colour: bool) -> String {
    let code = match verdict {
        Verdict::Met => 32,
        Verdict::Missed => 31,
        Verdict::Undecided => 33,
    };
    if colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}

fn range(unit: Unit, low: Option<f64>, high: Option<f64>) -> String {
    match (low, high) {
        (Some(low), Some(high)) => format!("{} to {}", shown(unit, low), shown(unit, high)),
        _ => DASH.to_owned(),
    }
}

fn the_day(results: &RunResults) -> String {
    let mut table = plain_table();
    table.set_header(["The day", "mean", "95 % interval", "range of days"]);
    let mut row = |label: &str, measure: Measure| {
        table.add_row(day_row(label, measure.unit(), results.measures.get(measure)));
    };
    // What a floor does not have is not told.
    let happens = |measure: Measure| results.measures.get(measure).is_some_and(|figure| figure.mean > 0.0);
    if happens(Measure::Blocked) {
        row("Blocked, every line taken", Measure::Blocked);
    }
    if happens(Measure::Contained) {
        row("Contained in the IVR", Measure::Contained);
    }
    if happens(Measure::OutsideHours) {
        row("Outside opening hours", Measure::OutsideHours);
    }
    row("Offered", Measure::Offered);
    let is_again = [("of them redials", Measure::Redials), ("of them with a matter not settled", Measure::Repeats)];
    is_again.into_iter().filter(|(_, measure)| happens(*measure)).for_each(|(label, measure)| row(label, measure));
    row("Answered", Measure::Answered);
    row("Answer rate", Measure::AnswerRate);
    if [Measure::Blocked, Measure::Redials, Measure::Repeats].into_iter().any(happens) {
        row("Callers answered sooner or later", Measure::CallerAnswerRate);
    }
    for target in &results.targets {
        if let Some(level) = target.measure.service_level() {
            row(&format!("Answered within {}{}", text::span(level.within), targets::note(level)), target.measure);
        }
    }
    if results.targets.iter().any(|target| target.measure == Measure::AbandonRate) {
        row("Abandon rate", Measure::AbandonRate);
    }
    row("Mean wait of the answered (ASA)", Measure::Asa);
    row("95 % of them waited at most", Measure::WaitP95);
    table.column_iter_mut().skip(1).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    printed(table)
}

fn day_row(label: &str, unit: Unit, figure: Option<&Estimate>) -> [String; 4] {
    let part = |of: &dyn Fn(&Estimate) -> String| figure.map_or_else(|| DASH.to_owned(), of);
    [
        label.to_owned(),
        part(&|e| shown(unit, e.mean)),
        part(&|e| range(unit, e.low, e.high)),
        part(&|e| range(unit, e.p05, e.p95)),
    ]
}

/// A row for each of several queues.
fn the_queues(results: &RunResults) -> String {
    if results.queues.len() < 2 {
        return String::new();
    }
    let asked = results.targets.iter().map(|target| target.measure);
    let levels: Vec<_> = asked.filter_map(|measure| Some((measure, measure.service_level()?))).collect();
    let within =
        levels.iter().map(|(_, level)| format!("within {}{}", text::span(level.within), targets::note(*level)));
    let header = ["By queue", "calls", "answer rate"].map(str::to_owned).into_iter().chain(within);
    let measures = [Measure::Offered, Measure::AnswerRate].into_iter();
    let measures: Vec<_> = measures.chain(levels.iter().map(|(measure, _)| *measure)).chain([Measure::Asa]).collect();
    let mut table = plain_table();
    table.set_header(header.chain(["ASA".to_owned()]));
    for (name, figures) in &results.queues {
        let figure = |measure: &Measure| {
            figures.get(*measure).map_or_else(|| DASH.to_owned(), |figure| shown(measure.unit(), figure.mean))
        };
        table.add_row(std::iter::once(terminal::line(name)).chain(measures.iter().map(figure)));
    }
    table.column_iter_mut().skip(1).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    printed(table)
}

fn details(results: &RunResults) -> String {
    let mut table = plain_table();
    table.add_row(["Worst interval".to_owned(), worst_interval(results)]);
    table.add_row(["Occupancy".to_owned(), occupancy(&results.groups)]);
    // What a floor does not have is not told.
    let groups = &results.groups;
    for (label, told) in [("Absent", absent(results)), ("Late", late(groups)), ("Own work", own_work(groups))] {
        if !told.is_empty() {
            table.add_row([label.to_owned(), told]);
        }
    }
    printed(table)
}

/// The interval with the lowest answer rate; among equals the one with the longest ASA, then the first.
fn worst_interval(results: &RunResults) -> String {
    let rate_and_asa = |row: &IntervalRow| {
        let rate = row.measures.get(Measure::AnswerRate)?.mean;
        Some((rate, row.measures.get(Measure::Asa).map_or(f64::INFINITY, |e| e.mean)))
    };
    let rows = results.whole_floor().filter_map(|row| Some((rate_and_asa(row)?, row)));
    let worst = rows.min_by(|((rate_a, asa_a), _), ((rate_b, asa_b), _)| {
        rate_a.total_cmp(rate_b).then_with(|| asa_b.total_cmp(asa_a))
    });
    let Some(((rate, asa), row)) = worst else { return DASH.to_owned() };
    let (start, end) = row.by_the_clock();
    let date = row.date.map_or_else(String::new, |date| date.strftime("%a %-d %b ").to_string());
    let (start, end) = (text::clock(start), text::clock(end));
    format!("{date}{start} to {end}: {} answered, ASA {}", shown(Unit::Share, rate), length(asa))
}

fn occupancy(groups: &[(String, results::FigureTable<GroupFigure>)]) -> String {
    let of = |(name, figures): &(String, results::FigureTable<GroupFigure>)| {
        let share = figures
            .get(GroupFigure::Occupancy)
            .map_or_else(|| DASH.to_owned(), |e| format!("{}{NO_BREAK}%", percent(e.mean, 0)));
        format!("{} {share}", terminal::line(name))
    };
    groups.iter().map(of).collect::<Vec<_>>().join(", ")
}

/// "inbound 1.3 people (leave 0.4, sick 0.9)", of the groups in which anybody is absent.
fn absent(results: &RunResults) -> String {
    let of = |(name, figures): &(String, results::FigureTable<GroupFigure>)| {
        let people = figures.get(GroupFigure::Absent).filter(|e| e.mean > 0.0)?.mean;
        let of_group = results.absences.iter().filter(|absence| absence.group == *name);
        let for_reason = |absence: &AbsenceResult| {
            let people = absence.people.map_or(0.0, |e| e.mean);
            format!("{} {}", terminal::line(&absence.reason), amount(people))
        };
        let reasons: Vec<_> = of_group.map(for_reason).collect();
        let reasons = if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join(", ")) };
        Some(format!("{} {} people{reasons}", terminal::line(name), amount(people)))
    };
    results.groups.iter().filter_map(of).collect::<Vec<_>>().join(", ")
}

/// "inbound 1.4 people, 0.3 hours", of the groups in which anybody comes late.
fn late(groups: &[(String, results::FigureTable<GroupFigure>)]) -> String {
    let of = |(name, figures): &(String, results::FigureTable<GroupFigure>)| {
        let people = figures.get(GroupFigure::Late).filter(|e| e.mean > 0.0)?.mean;
        let hours = figures.get(GroupFigure::LateHours).map_or(0.0, |e| e.mean);
        Some(format!("{} {} people, {} hours", terminal::line(name), amount(people), amount(hours)))
    };
    groups.iter().filter_map(of).collect::<Vec<_>>().join("; ")
}

/// "floaters 4.2 tasks deferred, 1.5 of them caught up, 0.4 late", of the groups of which any are.
fn own_work(groups: &[(String, results::FigureTable<GroupFigure>)]) -> String {
    let of = |(name, figures): &(String, results::FigureTable<GroupFigure>)| {
        let mean = |figure| figures.get(figure).map_or(0.0, |e| e.mean);
        let deferred = mean(GroupFigure::DeferredTasks);
        let part = |figure, what: &str| match mean(figure) {
            0.0 => String::new(),
            tasks => format!(", {}{what}", amount(tasks)),
        };
        let caught_up = part(GroupFigure::CaughtUpTasks, " of them caught up");
        let late = part(GroupFigure::LateTasks, " late");
        let told = format!("{} {} tasks deferred{caught_up}{late}", terminal::line(name), amount(deferred));
        (deferred > 0.0).then_some(told)
    };
    groups.iter().filter_map(of).collect::<Vec<_>>().join("; ")
}

/// `first_date`: of several.
fn the_ladder(rungs: &[RungResult], first_date: Option<Date>) -> String {
    if rungs.is_empty() {
        return String::new();
    }
    let mut table = plain_table();
    table.set_header(["The ladder", "(the time of the first pull is the median of the days with one)"]);
    table.add_rows(rungs.iter().map(|rung| [terminal::line(&rung.name), story(rung, first_date)]));
    printed(table)
}

/// One rung in a sentence; what happens less than once in 20 days is left out.
pub(super) fn story(rung: &RungResult, first_date: Option<Date>) -> String {
    let often = |n: f64, what: &str| if n >= 0.05 { format!("; {what} {} times", amount(n)) } else { String::new() };
    let mean = |figure| rung.get(figure).mean;
    let seatless = mean(RungFigure::NoFreeSeat);
    let nobody = often(mean(RungFigure::EmptyHanded) - seatless, "nobody there") + &often(seatless, "no free seat");
    if rung.share_of_days.mean == 0.0 {
        return format!("never pulled{nobody}");
    }
    let moment = |at: SimTime| first_date.map_or_else(|| clock_minute(at), |first| dated_minute(at, first));
    let first = rung.first_pull.map_or_else(|| DASH.to_owned(), moment);
    format!(
        "pulled on {} % of days, first at {first}; {} times, {} minutes, {} person-hours a day{nobody}{}",
        percent(rung.share_of_days.mean, 0),
        amount(mean(RungFigure::Pulls)),
        amount(mean(RungFigure::MinutesInForce)),
        amount(mean(RungFigure::PersonHours)),
        often(mean(RungFigure::Chatter), "pulled again soon after release"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::{Scope, ServiceLevel};
    use crate::report::sample;
    use crate::report::screen::WIDTH;
    use crate::units::Span;

    fn plain(results: &RunResults) -> String {
        summary(&sample::provenance(), results, false)
    }

    #[test]
    fn calls_that_are_blocked_or_made_again_are_told_where_there_are_any() {
        let labels = |results: &RunResults| {
            the_day(results)
                .lines()
                .map(|line| line.split("  ").next().unwrap_or_default().to_owned())
                .collect::<Vec<_>>()
        };
        let mut results = no_intervals();
        results.measures.0.push((Measure::Redials, sample::known(0.0)));
        assert!(!labels(&results).iter().any(|label| label.starts_with("of them") || label.starts_with("Callers")));
        results.measures.0.retain(|(measure, _)| *measure != Measure::Redials);
        let there = [(Measure::Blocked, 12.0), (Measure::Redials, 3.0), (Measure::CallerAnswerRate, 0.9)];
        results.measures.0.extend(there.map(|(measure, value)| (measure, sample::known(value))));
        assert_eq!(labels(&results)[1..4], ["Blocked, every line taken", "Offered", "of them redials"]);
        assert!(labels(&results).contains(&"Callers answered sooner or later".to_owned()));
    }

    #[test]
    fn who_is_absent_and_who_comes_late_is_told_where_anybody_is() {
        let mut results = no_intervals();
        assert!(!details(&results).contains("Absent") && !details(&results).contains("Late"));
        let figures = [(GroupFigure::Absent, 1.3), (GroupFigure::Late, 1.4), (GroupFigure::LateHours, 0.3)];
        results.groups[0].1.0.extend(figures.map(|(figure, value)| (figure, sample::known(value))));
        let absent = |reason: &str, people| AbsenceResult {
            group: "inbound".into(),
            reason: reason.into(),
            people: sample::known(people),
        };
        results.absences = vec![absent("leave", 0.4), absent("sick", 0.9)];
        let told = details(&results);
        assert!(told.contains("Absent          inbound 1.3 people (leave 0.4, sick 0.9)"), "{told}");
        assert!(told.contains("Late            inbound 1.4 people, 0.3 hours"), "{told}");
        assert!(!told.contains("Own work"));
        let figures = [(GroupFigure::DeferredTasks, 4.2), (GroupFigure::CaughtUpTasks, 1.5)];
        results.groups[1].1.0.extend(figures.map(|(figure, value)| (figure, sample::known(value))));
        let told = details(&results);
        assert!(told.contains("Own work        floaters 4.2 tasks deferred, 1.5 of them caught up"), "{told}");
    }

    fn no_intervals() -> RunResults {
        RunResults { intervals: Vec::new(), ..sample::missed() }
    }

    fn within_20_s() -> Measure {
        Measure::ServiceLevel(ServiceLevel::of_offered(crate::units::Span::from_secs(20)))
    }

    #[test]
    fn the_whole_summary_of_an_ordinary_scenario() {
        let expected = "\
Weekday, autumn plan: 1,000 days, seed 1

Missed: only 71 % of days (68 to 74) reach an answer rate of 90 %; you asked for 90 % of days.

The day                            mean     95 % interval     range of days
Offered                           2,512    2,500 to 2,524    2,130 to 2,930
Answered                          2,334    2,325 to 2,342    2,050 to 2,600
Answer rate                      92.9 %  92.7 % to 93.1 %  88.1 % to 96.0 %
Mean wait of the answered (ASA)     42s        40s to 44s      12s to 1m50s
95 % of them waited at most       2m51s    2m48s to 2m54s    1m00s to 4m20s

Worst interval  08:15 to 08:30: 81.0 % answered, ASA 1m12s
Occupancy       inbound 84 %, floaters 71 %

The ladder   (the time of the first pull is the median of the days with one)
floaters     pulled on 82 % of days, first at 10:12; 1.3 times, 64 minutes, 2.1 person-hours a day
back_office  never pulled
";
        assert_eq!(plain(&sample::missed()), expected);
    }

    #[test]
    fn several_queues_have_a_row_each() {
        let mut results = sample::missed();
        assert!(!plain(&results).contains("By queue"), "one queue is the whole floor");
        results.queues = vec![results.queues[0].clone(), ("vip".into(), sample::named(&[(Measure::Offered, None)]))];
        let page = plain(&results);
        let at = page.find("By queue").expect("a table of queues");
        let rows: Vec<_> = page[at..].lines().take(3).map(|line| line.split_whitespace().collect::<Vec<_>>()).collect();
        assert_eq!(rows[0], ["By", "queue", "calls", "answer", "rate", "ASA"]);
        assert_eq!((rows[1][0], rows[2][..].to_vec()), ("general", vec!["vip", DASH, DASH, DASH]));
    }

    #[test]
    fn a_calm_run_meets_its_target_and_never_pulls_a_rung() {
        let text = plain(&sample::calm());
        assert!(text.contains("\nMet: 97 % of days"), "{text}");
        assert!(text.ends_with("\nfloaters    never pulled\n"), "{text}");
    }

    #[test]
    fn without_targets_the_summary_says_how_to_get_a_verdict() {
        assert!(plain(&sample::plain()).contains("No targets: with [targets]"));
        assert!(!plain(&sample::missed()).contains("No targets"));
    }

    #[test]
    fn a_single_day_has_dashes_where_there_is_no_interval() {
        let text = plain(&sample::one_day());
        assert!(text.contains(": 1 day, seed 1"), "{text}");
        let rate = text.lines().find(|l| l.starts_with("Answer rate")).expect("a row");
        assert_eq!(rate.split_whitespace().collect::<Vec<_>>(), ["Answer", "rate", "93.0", "%", "–", "–"]);
    }

    #[test]
    fn a_day_without_calls_is_told_with_dashes() {
        let text = plain(&sample::without_calls());
        assert!(text.contains("Undecided: no calls were counted, so there is no answer rate."), "{text}");
        assert!(text.contains("Worst interval  –"), "{text}");
        assert!(text.contains("inbound –"), "{text}");
        assert!(!text.contains("NaN"), "{text}");
    }

    #[test]
    fn among_intervals_that_answer_alike_the_longest_asa_is_the_worst() {
        let mut results = sample::missed();
        for row in &mut results.intervals {
            row.measures.0.retain(|(measure, _)| *measure != Measure::AnswerRate);
            row.measures.0.push((Measure::AnswerRate, sample::figure(1.0, 1.0, 1.0, 1.0, 1.0)));
        }
        assert!(plain(&results).contains("08:30 to 08:45: 100.0 % answered, ASA 1m20s"));
    }

    #[test]
    fn rows_of_single_queues_are_not_the_worst_interval() {
        let mut results = sample::missed();
        results.intervals[1].scope = Scope::Queue(0);
        assert!(plain(&results).contains("Worst interval  08:30 to 08:45: 90.0 % answered"));
    }

    #[test]
    fn a_rung_tells_of_empty_hands_and_chatter() {
        let mut rung = sample::missed().rungs[0].clone();
        let set = |rung: &mut RungResult, figure, mean| {
            let mut figures = rung.figures.0.iter_mut();
            let found = figures.find(|(one, _)| *one == figure).and_then(|(_, found)| found.as_mut());
            found.expect("a figure").mean = mean;
        };
        set(&mut rung, RungFigure::EmptyHanded, 0.3);
        set(&mut rung, RungFigure::NoFreeSeat, 0.1);
        set(&mut rung, RungFigure::Chatter, 0.2);
        assert!(
            story(&rung, None).ends_with(
                "a day; nobody there 0.2 times; no free seat 0.1 times; pulled again soon after release 0.2 times"
            ),
            "{}",
            story(&rung, None)
        );
        set(&mut rung, RungFigure::Chatter, 0.04);
        assert!(
            story(&rung, None).ends_with("a day; nobody there 0.2 times; no free seat 0.1 times"),
            "{}",
            story(&rung, None)
        );
        rung.share_of_days.mean = 0.0;
        assert_eq!(story(&rung, None), "never pulled; nobody there 0.2 times; no free seat 0.1 times");
    }

    #[test]
    fn the_busiest_ordinary_summary_fits_a_screen() {
        let mut results = sample::missed();
        let service = TargetResult { measure: within_20_s(), ..results.targets[0].clone() };
        results.targets.push(service);
        results.rungs = vec![results.rungs[0].clone(); 4];
        results.rungs[3].name = "back_office".into();
        let text = plain(&results);
        let with_the_line_of_the_place = text.lines().count() + 2;
        assert!(with_the_line_of_the_place <= 24, "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH.into()), "{text}");
    }

    #[test]
    fn long_and_wide_names_are_broken_not_run_over() {
        let mut results = sample::missed();
        results.groups = vec![("呼入坐席".repeat(30), results::FigureTable::default())];
        let text = plain(&results);
        let wide = |line: &str| line.chars().map(|c| if c.is_ascii() || c == '–' { 1 } else { 2 }).sum::<usize>();
        assert!(text.lines().all(|line| wide(line) <= WIDTH.into()), "{text}");
    }

    #[test]
    fn control_characters_in_names_do_not_reach_the_terminal() {
        let mut results = sample::missed();
        results.rungs[0].name = "\u{1b}[31mfloaters\n".into();
        results.groups[0].0 = "in\rbound".into();
        let from = Provenance { name: "a\u{7}\nb".into(), ..sample::provenance() };
        let text = summary(&from, &results, false);
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
    }

    #[test]
    fn colour_is_put_around_the_verdict_only_when_asked() {
        assert!(!plain(&sample::missed()).contains('\u{1b}'));
        let text = summary(&sample::provenance(), &sample::missed(), true);
        assert!(text.contains("\u{1b}[31mMissed: only"), "{text:?}");
        assert_eq!(text.matches('\u{1b}').count(), 2);
    }

    #[test]
    fn a_rungs_first_pull_is_a_clock_time_to_the_minute() {
        let mut rung = sample::missed().rungs[0].clone();
        rung.first_pull = rung.first_pull.map(|t| t + Span::from_secs(30));
        assert!(story(&rung, None).contains("first at 10:13;"), "{}", story(&rung, None));
    }
}
