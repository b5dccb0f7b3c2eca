//! The one-screen summary: verdict on the targets first, then the day, then the ladder's story.

use super::Provenance;
use super::by_date;
use super::interval_table;
use super::ladder_value;
use super::numbers::{DASH, percent};
use super::screen::{NO_BREAK, paragraph, plain_table, printed, prose};
use super::targets::verdict;
use crate::escape::terminal;
use crate::experiment::results::{self, AbsenceResult, RunResults, RungResult, TargetResult, Verdict};
use crate::figures::{GroupFigure, Measure};
use crate::stats::Estimate;
use crate::words::{Dial, Label, Language, OwnTasks, PageWords};
use comfy_table::{Cell, CellAlignment};

/// The summary of a run, about a screen of 24 lines by 100 columns, ending with a line end; `colour` adds terminal
/// colours to the verdicts.
pub fn summary(from: &Provenance, results: &RunResults, language: Language, colour: bool) -> String {
    let words = language.page();
    let dial = Dial { first: results.dates.first().map(|first| first.date), clock: &results.clock };
    let sections = [
        heading(from, results, words),
        [verdicts(results, words, colour), in_short(results, words)].join("\n").trim_end().to_owned(),
        the_day(results, words),
        the_queues(results, words),
        by_date::table(results, words),
        details(results, words),
        the_ladder(&results.rungs, &dial, words),
        results.ladder_value.as_ref().map(|value| ladder_value::table(value, words)).unwrap_or_default(),
    ];
    let shown: Vec<_> = sections.iter().map(|s| s.trim_end()).filter(|s| !s.is_empty()).collect();
    terminal::page(&(shown.join("\n\n") + "\n"))
}

fn heading(from: &Provenance, results: &RunResults, words: &dyn PageWords) -> String {
    let first = words.heading(&from.name, results.days, results.dates.len(), results.seed);
    let known = results.precision.as_ref().map(|found| words.known(found));
    std::iter::once(first).chain(known).map(|line| paragraph(&line)).collect::<Vec<_>>().join("\n")
}

fn verdicts(results: &RunResults, words: &dyn PageWords, colour: bool) -> String {
    if results.targets.is_empty() {
        return words.no_targets().to_owned();
    }
    let told = |target: &TargetResult| coloured(&paragraph(&verdict(target, results, words)), target.verdict, colour);
    results.targets.iter().map(told).collect::<Vec<_>>().join("\n")
}

/// When people are missing, and when there are too many.
fn in_short(results: &RunResults, words: &dyn PageWords) -> String {
    let sentences = interval_table::short_and_over(results, words);
    sentences.iter().map(|sentence| paragraph(sentence)).collect::<Vec<_>>().join("\n")
}

fn coloured(text: &str, verdict: Verdict, colour: bool) -> String {
    let code = match verdict {
        Verdict::Met => 32,
        Verdict::Missed => 31,
        Verdict::Undecided => 33,
    };
    if colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}

fn the_day(results: &RunResults, words: &dyn PageWords) -> String {
    let mut table = plain_table();
    table.set_header([Label::TheDay, Label::Mean, Label::Interval95, Label::RangeOfDays].map(|one| words.label(one)));
    table.add_rows(lines(results).into_iter().map(|measure| day_row(measure, results.measures.get(measure), words)));
    table.column_iter_mut().skip(1).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    printed(table)
}

/// The measures of the day's table; what a floor does not have is not told.
fn lines(results: &RunResults) -> Vec<Measure> {
    let happens = |measure: &Measure| results.measures.get(*measure).is_some_and(|figure| figure.mean > 0.0);
    let before = [Measure::Blocked, Measure::Contained, Measure::OutsideHours];
    let again = [Measure::Redials, Measure::Repeats, Measure::Transfers];
    let by_caller = [Measure::Blocked].iter().chain(&again).any(happens);
    let levels = results.targets.iter().map(|target| target.measure).filter(|one| one.service_level().is_some());
    let hangs_up = results.targets.iter().any(|target| target.measure == Measure::AbandonRate);
    let mut lines: Vec<Measure> = before.into_iter().filter(happens).collect();
    lines.push(Measure::Offered);
    lines.extend(again.into_iter().filter(happens));
    lines.push(Measure::Answered);
    let callbacks = [Measure::CalledBack, Measure::CallbacksUnreached, Measure::CallbacksExpired];
    let calls_back = happens(&Measure::Callbacks);
    lines.extend(callbacks.into_iter().filter(|_| calls_back));
    lines.push(Measure::AnswerRate);
    lines.extend(by_caller.then_some(Measure::CallerAnswerRate));
    lines.extend(levels);
    lines.extend(hangs_up.then_some(Measure::AbandonRate));
    lines.extend([Measure::Asa, Measure::WaitP95]);
    lines.extend(calls_back.then_some(Measure::CallbackTime));
    lines
}

fn day_row(measure: Measure, figure: Option<&Estimate>, words: &dyn PageWords) -> [String; 4] {
    let shown = |value: f64| words.shown(measure.unit(), value);
    let range = |low: Option<f64>, high: Option<f64>| {
        low.zip(high).map_or_else(|| DASH.to_owned(), |(low, high)| words.range(&shown(low), &shown(high)))
    };
    let part = |of: &dyn Fn(&Estimate) -> String| figure.map_or_else(|| DASH.to_owned(), of);
    [words.line(measure), part(&|e| shown(e.mean)), part(&|e| range(e.low, e.high)), part(&|e| range(e.p05, e.p95))]
}

/// A row for each of several queues.
fn the_queues(results: &RunResults, words: &dyn PageWords) -> String {
    if results.queues.len() < 2 {
        return String::new();
    }
    let asked = results.targets.iter().map(|target| target.measure);
    let levels = asked.filter(|measure| measure.service_level().is_some());
    let measures = [Measure::Offered, Measure::AnswerRate].into_iter().chain(levels).chain([Measure::Asa]);
    let measures: Vec<Measure> = measures.collect();
    let mut table = plain_table();
    let columns = measures.iter().map(|measure| words.column(*measure));
    table.set_header(std::iter::once(words.label(Label::ByQueue).to_owned()).chain(columns));
    for (name, figures) in &results.queues {
        let figure = |measure: &Measure| {
            figures.get(*measure).map_or_else(|| DASH.to_owned(), |figure| words.shown(measure.unit(), figure.mean))
        };
        table.add_row(std::iter::once(terminal::line(name)).chain(measures.iter().map(figure)));
    }
    table.column_iter_mut().skip(1).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    printed(table)
}

fn details(results: &RunResults, words: &dyn PageWords) -> String {
    let mut table = plain_table();
    let groups = &results.groups;
    let always = [(Label::WorstInterval, worst_interval(results, words)), (Label::Occupancy, occupancy(groups, words))];
    // What a floor does not have is not told.
    let some = [
        (Label::Absent, absent(results, words)),
        (Label::Late, late(groups, words)),
        (Label::OwnWork, own_work(groups, words)),
    ];
    let told = always.into_iter().chain(some.into_iter().filter(|(_, told)| !told.is_empty()));
    table.add_rows(told.map(|(label, told)| [Cell::new(words.label(label)), prose(&told)]));
    printed(table)
}

/// What came of the worst interval.
fn worst_interval(results: &RunResults, words: &dyn PageWords) -> String {
    let worst = results.worst_interval();
    let Some((row, rate)) = worst.and_then(|row| Some((row, row.measures.get(Measure::AnswerRate)?.mean))) else {
        return DASH.to_owned();
    };
    let asa = row.measures.get(Measure::Asa).map_or(f64::INFINITY, |e| e.mean);
    let (start, end) = row.by_the_clock();
    words.worst(row.date, start, end, rate, asa)
}

/// The figures of groups, by name.
type Groups = [(String, results::FigureTable<GroupFigure>)];

/// "inbound 84 %, floaters 71 %"
fn occupancy(groups: &Groups, words: &dyn PageWords) -> String {
    let of = |(name, figures): &(String, results::FigureTable<GroupFigure>)| {
        let share = figures.get(GroupFigure::Occupancy);
        let share = share.map_or_else(|| DASH.to_owned(), |e| words.per_cent(&percent(e.mean, 0)));
        format!("{} {}", terminal::line(name), share.replace(' ', &NO_BREAK.to_string()))
    };
    words.list(&groups.iter().map(of).collect::<Vec<_>>())
}

/// Of the groups in which anybody is absent.
fn absent(results: &RunResults, words: &dyn PageWords) -> String {
    let of = |(name, figures): &(String, results::FigureTable<GroupFigure>)| {
        let people = figures.get(GroupFigure::Absent).filter(|e| e.mean > 0.0)?.mean;
        let of_group = results.absences.iter().filter(|absence| absence.group == *name);
        let for_reason =
            |absence: &AbsenceResult| (terminal::line(&absence.reason), absence.people.map_or(0.0, |e| e.mean));
        let reasons: Vec<_> = of_group.map(for_reason).collect();
        Some(words.absent(&terminal::line(name), people, &reasons))
    };
    words.list(&results.groups.iter().filter_map(of).collect::<Vec<_>>())
}

/// Of the groups in which anybody comes late.
fn late(groups: &Groups, words: &dyn PageWords) -> String {
    let of = |(name, figures): &(String, results::FigureTable<GroupFigure>)| {
        let people = figures.get(GroupFigure::Late).filter(|e| e.mean > 0.0)?.mean;
        let hours = figures.get(GroupFigure::LateHours).map_or(0.0, |e| e.mean);
        Some(words.late(&terminal::line(name), people, hours))
    };
    groups.iter().filter_map(of).collect::<Vec<_>>().join(words.semicolon())
}

/// Of the groups that defer any.
fn own_work(groups: &Groups, words: &dyn PageWords) -> String {
    let of = |(name, figures): &(String, results::FigureTable<GroupFigure>)| {
        let mean = |figure| figures.get(figure).map_or(0.0, |e| e.mean);
        let tasks = OwnTasks {
            deferred: mean(GroupFigure::DeferredTasks),
            caught_up: mean(GroupFigure::CaughtUpTasks),
            late: mean(GroupFigure::LateTasks),
        };
        (tasks.deferred > 0.0).then(|| words.own_work(&terminal::line(name), tasks))
    };
    groups.iter().filter_map(of).collect::<Vec<_>>().join(words.semicolon())
}

fn the_ladder(rungs: &[RungResult], dial: &Dial<'_>, words: &dyn PageWords) -> String {
    if rungs.is_empty() {
        return String::new();
    }
    let mut table = plain_table();
    let are_several = rungs.iter().any(|rung| !rung.ladder.is_empty());
    let head = if are_several { Label::TheLadders } else { Label::TheLadder };
    table.set_header([head, Label::OfTheLadder].map(|one| words.label(one)));
    table.add_rows(rungs.iter().map(|rung| [prose(&terminal::line(&rung.called())), prose(&words.rung(rung, dial))]));
    printed(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::{RungFigure, Scope, ServiceLevel};
    use crate::report::sample;
    use crate::report::screen::WIDTH;
    use crate::units::{Span, WallClock};

    fn english() -> &'static dyn PageWords {
        Language::English.page()
    }

    fn plain(results: &RunResults) -> String {
        summary(&sample::provenance(), results, Language::English, false)
    }

    #[test]
    fn calls_that_are_blocked_or_made_again_are_told_where_there_are_any() {
        let labels = |results: &RunResults| {
            the_day(results, english())
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
    fn callbacks_are_told_where_there_are_any() {
        let told = |callbacks: f64| {
            let mut results = no_intervals();
            let figures =
                [(Measure::Callbacks, callbacks), (Measure::CalledBack, callbacks), (Measure::CallbackTime, 120.0)];
            results.measures.0.extend(figures.map(|(measure, value)| (measure, sample::known(value))));
            let page = the_day(&results, english());
            ["of them called back", "Called back in vain", "Mean time to a callback"].map(|label| page.contains(label))
        };
        assert_eq!((told(0.0), told(3.0)), ([false; 3], [true; 3]));
    }

    #[test]
    fn who_is_absent_and_who_comes_late_is_told_where_anybody_is() {
        let mut results = no_intervals();
        assert!(!details(&results, english()).contains("Absent") && !details(&results, english()).contains("Late"));
        let figures = [(GroupFigure::Absent, 1.3), (GroupFigure::Late, 1.4), (GroupFigure::LateHours, 0.3)];
        results.groups[0].1.0.extend(figures.map(|(figure, value)| (figure, sample::known(value))));
        let absent = |reason: &str, people| AbsenceResult {
            group: "inbound".into(),
            reason: reason.into(),
            people: sample::known(people),
        };
        results.absences = vec![absent("leave", 0.4), absent("sick", 0.9)];
        let told = details(&results, english());
        assert!(told.contains("Absent          inbound 1.3 people (leave 0.4, sick 0.9)"), "{told}");
        assert!(told.contains("Late            inbound 1.4 people, 0.3 hours"), "{told}");
        assert!(!told.contains("Own work"));
        let figures = [(GroupFigure::DeferredTasks, 4.2), (GroupFigure::CaughtUpTasks, 1.5)];
        results.groups[1].1.0.extend(figures.map(|(figure, value)| (figure, sample::known(value))));
        let told = details(&results, english());
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

The day                            mean     95 % interval      9 days in 10
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
    fn the_whole_summary_in_chinese() {
        let expected = "\
Weekday, autumn plan：1,000天，种子1

未达标：只有71%的天（68至74）接通率达到90%；要求90%的天。

全天                            均值           95%区间        十天中九天
呼入量                         2,512      2,500至2,524      2,130至2,930
接通量                         2,334      2,325至2,342      2,050至2,600
接通率                         92.9%      92.7%至93.1%      88.1%至96.0%
已接通的平均等待时长（ASA）     42秒        40秒至44秒     12秒至1分50秒
其中95%的等待时长不超过      2分51秒  2分48秒至2分54秒  1分00秒至4分20秒

最差时段  08:15至08:30：接通率81.0%，ASA 1分12秒
占用率    inbound 84%、floaters 71%

升级阶梯     （首次启用时刻：有启用的各天的中位数）
floaters     82%的天启用，首次在10:12；每天1.3次，64分钟，2.1人时
back_office  从未启用
";
        assert_eq!(summary(&sample::provenance(), &sample::missed(), Language::Chinese, false), expected);
    }

    #[test]
    fn chinese_lines_are_broken_as_chinese_has_them() {
        let mut results = sample::missed();
        results.rungs[0].name = "流动专家组".repeat(8);
        let text = summary(&sample::provenance(), &results, Language::Chinese, false);
        let begins_badly = |line: &str| line.trim_start().starts_with(['，', '。', '；', '）', '%']);
        assert!(!text.lines().any(begins_badly), "{text}");
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
            told_of(&rung).ends_with(
                "a day; nobody there 0.2 times; no free seat 0.1 times; pulled again soon after release 0.2 times"
            ),
            "{}",
            told_of(&rung)
        );
        set(&mut rung, RungFigure::Chatter, 0.04);
        assert!(
            told_of(&rung).ends_with("a day; nobody there 0.2 times; no free seat 0.1 times"),
            "{}",
            told_of(&rung)
        );
        rung.share_of_days.mean = 0.0;
        assert_eq!(told_of(&rung), "never pulled; nobody there 0.2 times; no free seat 0.1 times");
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
        let text = summary(&from, &results, Language::English, false);
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
    }

    #[test]
    fn colour_is_put_around_the_verdict_only_when_asked() {
        assert!(!plain(&sample::missed()).contains('\u{1b}'));
        let text = summary(&sample::provenance(), &sample::missed(), Language::English, true);
        assert!(text.contains("\u{1b}[31mMissed: only"), "{text:?}");
        assert_eq!(text.matches('\u{1b}').count(), 2);
    }

    fn told_of(rung: &RungResult) -> String {
        english().rung(rung, &Dial { first: None, clock: &WallClock::default() })
    }

    #[test]
    fn a_rungs_first_pull_is_a_clock_time_to_the_minute() {
        let mut rung = sample::missed().rungs[0].clone();
        rung.first_pull = rung.first_pull.map(|t| t + Span::from_secs(30));
        assert!(told_of(&rung).contains("first at 10:13;"), "{}", told_of(&rung));
    }
}
