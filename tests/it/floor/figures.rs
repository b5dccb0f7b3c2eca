//! Which calls and times are counted where, and what is undefined (M-T1, M-S1, M-S5).

use crate::traced::{Traced, floor, interval, mean, named, secs, up_to};
use holdline::experiment::results::{RunResults, Verdict};
use holdline::figures::{Measure, Relative};
use holdline::model::{Attribution, ServiceTarget, Targets};

#[test]
fn a_moment_belongs_to_the_interval_that_starts_with_it() {
    let results = floor().agents(2).caller("08:14:59.999999").caller("08:15").results();
    assert_eq!(interval(&results, "08:00", "offered"), Some(1.0));
    assert_eq!(interval(&results, "08:15", "offered"), Some(1.0));
}

/// Answered from 08:14 to 08:24; hangs up at 08:30, having come at 08:29.
fn two_calls_over_marks() -> Traced {
    floor().agents(1).caller("08:14").caller("08:23").talk(1200).caller("08:29").patience(60)
}

#[test]
fn a_call_is_booked_where_it_was_offered() {
    let results = two_calls_over_marks().results();
    assert_eq!(interval(&results, "08:00", "answered"), Some(1.0));
    assert_eq!(interval(&results, "08:15", "answered"), Some(1.0));
    assert_eq!(interval(&results, "08:15", "abandoned"), Some(1.0));
}

#[test]
fn by_completion_a_call_is_booked_where_it_ended() {
    // Ends: 08:24 answered, 08:30 abandoned (in the interval that starts then), 08:44 answered
    let results = two_calls_over_marks().attribution(Attribution::Completion).results();
    assert_eq!(interval(&results, "08:00", "offered"), Some(0.0));
    assert_eq!(interval(&results, "08:15", "offered"), Some(1.0));
    assert_eq!(interval(&results, "08:15", "answered"), Some(1.0));
    assert_eq!(interval(&results, "08:30", "abandoned"), Some(1.0));
    assert_eq!(interval(&results, "08:30", "answered"), Some(1.0));
}

#[test]
fn what_ends_after_closing_is_booked_in_the_last_interval() {
    // Answered at 11:50, ends at 12:00 sharp and later
    let results = floor().agents(2).caller("11:50").caller("11:55").attribution(Attribution::Completion).results();
    assert_eq!(interval(&results, "11:45", "answered"), Some(2.0));
}

#[test]
fn calls_and_time_of_the_warm_up_are_not_counted() {
    // 08:00-08:30 is warm-up: one call of two counts, and three and a half hours of four
    let results = floor().warm_up(30).agents(1).caller("08:10").caller("08:40").results();
    assert_eq!(mean(&results.measures, "offered"), Some(1.0));
    assert_eq!(mean(&results.measures, "signed_in_hours"), Some(3.5));
    assert_eq!(mean(&results.measures, "occupancy"), Some(10.0 / 210.0));
    assert_eq!(interval(&results, "08:00", "answer_rate"), None);
}

#[test]
fn who_called_in_the_warm_up_is_not_counted_when_answered_after_it() {
    // 08:20  talks until 08:35       08:25  waits, answered after the warm-up at 08:35       08:30  counts
    let results = floor().warm_up(30).agents(1).caller("08:20").talk(900).caller("08:25").caller("08:30").results();
    assert_eq!(mean(&results.measures, "answered"), Some(1.0));
    assert_eq!(mean(&results.measures, "wait_max_s"), Some(900.0));
}

#[test]
fn a_day_without_calls_has_no_rates() {
    let results = floor().agents(1).results();
    for name in ["answer_rate", "abandon_rate", "service_level_20s", "asa_s", "wait_mean_s", "wait_p95_s", "wait_max_s"]
    {
        assert_eq!(mean(&results.measures, name), None, "{name}");
    }
    assert_eq!(mean(&results.measures, "offered"), Some(0.0));
    assert_eq!(mean(&results.measures, "occupancy"), Some(0.0));
    assert_eq!(interval(&results, "08:00", "answer_rate"), None);
    assert_eq!(mean(named(&results.queues, "general"), "answer_rate"), None);
}

#[test]
fn with_nobody_on_duty_there_is_no_occupancy() {
    let results = floor().agents(0).caller("08:00").patience(60).results();
    assert_eq!(mean(&results.measures, "occupancy"), None);
    assert_eq!(mean(named(&results.groups, "inbound"), "occupancy"), None);
    assert_eq!(mean(&results.measures, "signed_in_hours"), Some(0.0));
}

#[test]
fn with_nobody_answered_there_is_no_speed_of_answer() {
    let measures = floor().agents(0).caller("08:00").patience(60).results().measures;
    assert_eq!(["answer_rate", "wait_mean_s", "asa_s"].map(|m| mean(&measures, m)), [Some(0.0), Some(60.0), None]);
}

#[test]
fn without_pay_there_is_no_cost() {
    assert_eq!(mean(&floor().agents(1).caller("08:00").results().measures, "cost"), None);
}

#[test]
fn within_a_time_means_at_most_that_time() {
    // 08:01:20  both agents become free; waits of 0 s, 0 s, 20 s and 20.000001 s: three of four within 20 s
    let floor = floor().agents(2).callers(2, "08:00").talk(80).caller("08:01").caller("08:00:59.999999");
    assert_eq!(mean(&floor.results().measures, "service_level_20s"), Some(3.0 / 4.0));
}

#[test]
fn time_above_a_number_of_waiting_callers_is_added_up() {
    // 08:00  seven call, one talks until 08:10: 6 wait for ten minutes, then 5
    let measures = floor().agents(1).callers(7, "08:00").results().measures;
    assert_eq!(mean(&measures, "minutes_above_5"), Some(10.0));
    assert_eq!(mean(&measures, "waiting_max"), Some(6.0));
}

#[test]
fn the_mean_handle_time_is_talk_and_wrap_up_of_the_answered() {
    // 08:00  two call, one talks for 100 s and wraps up for 20 s, the other hangs up after 60 s
    let results = floor().agents(1).callers(2, "08:00").talk(100).wrap_up(20).patience(60).results();
    assert_eq!(mean(&results.measures, "answered"), Some(1.0));
    assert_eq!(mean(&results.measures, "handle_time_s"), Some(120.0));
    assert_eq!(mean(named(&results.queues, "general"), "handle_time_s"), Some(120.0));
    assert_eq!(interval(&results, "08:00", "handle_time_s"), Some(120.0));
    assert_eq!(interval(&results, "08:15", "handle_time_s"), None);
}

#[test]
fn rates_over_days_are_ratios_of_sums() {
    // The agent is absent on some of 40 days; each day has three callers, all answered or none.
    let floor = floor().agents(1).absence(0.5).callers(3, "08:00").patience(1800);
    let results = floor.results_of(40);
    let sum = |measure| results.daily.column(measure).into_iter().flatten().sum::<f64>();
    assert_eq!(mean(&results.measures, "answer_rate"), Some(sum(Measure::Answered) / sum(Measure::Offered)));
    assert_eq!(mean(&results.measures, "asa_s"), Some(600.0));
}

#[test]
fn a_verdict_comes_from_the_whole_interval() {
    // On half of the days the agent is absent and nobody is answered: the answer rate is 0.5, give or take 0.16
    let verdict = |absence: f64, target: f64| {
        let targets = Targets { answer_rate: Some(target), ..Targets::default() };
        let floor = floor().agents(1).absence(absence).callers(3, "08:00").patience(1800);
        floor.with(|p| p.targets = targets).results_of(40).targets[0].verdict
    };
    assert_eq!(verdict(0.5, 0.9), Verdict::Missed);
    assert_eq!(verdict(0.5, 0.1), Verdict::Met);
    assert_eq!(verdict(0.5, 0.5), Verdict::Undecided);
}

#[test]
fn a_target_of_which_fewer_are_better_is_held_from_above() {
    let floor = || floor().agents(1).absence(0.5).callers(3, "08:00").patience(1800);
    let of = |targets: Targets| floor().with(|p| p.targets = targets).results_of(40).targets[0].clone();
    // Half of the days lose all callers; on the others three wait 0, 10 and 20 minutes.
    let gone = |most: f64| of(Targets { abandon_rate: Some(most), ..Targets::default() }).verdict;
    assert_eq!([gone(0.9), gone(0.1), gone(0.5)], [Verdict::Met, Verdict::Missed, Verdict::Undecided]);
    let asa = |most: i64| of(Targets { asa: Some(secs(most)), ..Targets::default() });
    assert_eq!([asa(20_000).verdict, asa(60).verdict], [Verdict::Met, Verdict::Missed]);
    // Days that are all alike say little of others, so only a target far off is met for sure. Every day with an answer waits exactly ten minutes in the mean, which is no more than ten minutes.
    assert_eq!([asa(600), asa(599)].map(|target| target.share_of_days.mean), [1.0, 0.0]);
    let on_days = of(Targets { abandon_rate: Some(0.0), share_of_days: Some(0.9), ..Targets::default() });
    assert_eq!((on_days.measure, on_days.verdict), (Measure::AbandonRate, Verdict::Missed));
}

#[test]
fn each_service_level_has_callers_of_its_own() {
    // 08:00:00 answered at once, talks a minute   08:00:10 hangs up after 4 s, another after 15 s
    // 08:00:30 answered after 30 s
    let floor = || {
        let first = floor().agents(1).caller("08:00").talk(60).caller("08:00:10").patience(4);
        first.caller("08:00:10").patience(15).caller("08:00:30")
    };
    let results = floor().results();
    let of = |results: &RunResults, ends: &[&str]| -> Vec<Option<f64>> {
        ends.iter().map(|end| mean(&results.measures, &format!("service_level_{end}"))).collect()
    };
    let all = ["20s", "20s_of_answered", "20s_less_short", "20s_less_abandons", "20s_with_abandons"];
    assert_eq!(of(&results, &all), [1.0 / 4.0, 1.0 / 2.0, 1.0 / 3.0, 1.0 / 2.0, 3.0 / 4.0].map(Some));
    let results = floor().with(|p| (p.short_abandon, p.service_levels) = (secs(15), vec![secs(30)])).results();
    assert_eq!(of(&results, &["20s_less_short", "30s", "30s_of_answered"]), [1.0 / 2.0, 2.0 / 4.0, 1.0].map(Some));
    let target = ServiceTarget { definition: Relative::LessAbandons, ..ServiceTarget::of_offered(secs(45), 1.0) };
    let results = floor().with(|p| p.targets.service_level = Some(target)).results();
    assert_eq!(results.targets[0].measure.name(), "service_level_45s_less_abandons");
    assert_eq!(results.targets[0].estimate.map(|figure| figure.mean), Some(1.0));
}

#[test]
fn the_warm_up_is_not_paid() {
    // 08:00-08:30 is warm-up: half an hour of an agent and half an hour of a floater count
    let floor = floor().close("09:00").warm_up(30).agents(1).cost(10.0).lent("floaters").people(1).cost(100.0);
    let floor = floor.rung("floaters", up_to(1)).above(0).caller("08:05").talk(3000).caller("08:06").talk(3000);
    assert_eq!(mean(&floor.results().measures, "cost"), Some(55.0));
    // So it is with head-counts.
    let counts = floor_of_head_counts().warm_up(30);
    assert_eq!(mean(&counts.results().measures, "cost"), Some(10.0));
}

/// Two people from 08:00, one from 08:30 until closing at 09:00.
fn floor_of_head_counts() -> Traced {
    floor().close("09:00").group("inbound").head_counts(&[("08:00", 2), ("08:30", 1)]).cost(20.0).caller("08:40")
}

#[test]
fn hours_count_from_opening_and_pay_from_the_start_of_the_shift() {
    let floor = floor().close("09:00").group("inbound").shift(1, "07:30", "09:00").cost(10.0).caller("08:10");
    let measures = floor.results().measures;
    assert_eq!(mean(&measures, "signed_in_hours"), Some(1.0));
    assert_eq!(mean(&measures, "occupancy"), Some(10.0 / 60.0));
    assert_eq!(mean(&measures, "cost"), Some(15.0));
}

#[test]
fn an_answered_call_ends_with_its_wrap_up() {
    // Talk until 08:14, wrap-up until 08:16
    let floor = floor().agents(1).caller("08:10").talk(240).wrap_up(120).attribution(Attribution::Completion);
    let results = floor.results();
    assert_eq!(interval(&results, "08:00", "answered"), Some(0.0));
    assert_eq!(interval(&results, "08:15", "answered"), Some(1.0));
}

#[test]
fn a_number_of_waiting_callers_counts_if_it_lasts() {
    // The supervisor sees one waiting and the floater answers in that very moment: nobody has waited.
    let floor = floor().lent("floaters").people(1).rung("floaters", up_to(1)).above(0).caller("08:10");
    assert_eq!(floor.clone().play().ladder(), ["08:10 pulled floaters (1 waiting, 1 of 1)"]);
    assert_eq!(mean(&floor.results().measures, "waiting_max"), Some(0.0));
}
