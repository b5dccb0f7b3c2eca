//! Where callers come from and how long they would wait (M-C1, M-C2, M-C3, M-C6).

use crate::traced::{Traced, at, floor, interval, mean, secs, up_to};
use holdline::engine::Fact;
use holdline::experiment::results::RunResults;
use holdline::figures::Measure;
use holdline::model::{
    Announcement, Arrivals, DayFactor, Distribution, IntervalFactor, Patience, ProfileRow, Queue, SurvivalCurve,
};
use holdline::units::Span;

/// Sixty calls are expected between 08:30 and 09:00 and none at other times; whoever would have to wait goes at once.
fn sixty(floor: Traced, busyness: DayFactor) -> Traced {
    let row = |start, end, calls| ProfileRow::new(at(start), at(end), calls);
    let rows = vec![row("08:00", "08:30", 0.0), row("08:30", "09:00", 60.0), row("09:00", "12:00", 0.0)];
    let arrivals = Arrivals::Profile { rows, scale: 1.0, busyness, intervals: IntervalFactor::default() };
    let floor = floor.queue_with(|q| q.arrivals = arrivals.clone());
    floor.drawn_patience(&Patience::Random(Distribution::Constant(secs(0))))
}

/// Mean and variance over days of the calls of a day.
fn spread(results: &RunResults) -> (f64, f64) {
    let counts: Vec<f64> = results.daily.column(Measure::Offered).into_iter().flatten().collect();
    let mean = counts.iter().sum::<f64>() / counts.len() as f64;
    (mean, counts.iter().map(|c| (c - mean) * (c - mean)).sum::<f64>() / (counts.len() - 1) as f64)
}

#[test]
fn a_profiles_calls_come_in_their_rows_as_a_poisson_stream() {
    // 400 days: the mean has a standard error of 0.39, the variance (60 as well) one of 4.2
    let results = sixty(floor().agents(0), DayFactor::default()).results_of(400);
    let (mean, variance) = spread(&results);
    assert!((mean - 60.0).abs() < 1.6 && (variance - 60.0).abs() < 17.0, "mean {mean}, variance {variance}");
    let half = interval(&results, "08:30", "offered").expect("counted");
    assert!((half - 30.0).abs() < 1.2, "a constant rate puts half of them into the first quarter of an hour: {half}");
    assert_eq!(interval(&results, "08:15", "offered"), Some(0.0));
    assert_eq!(interval(&results, "09:00", "offered"), Some(0.0));
}

#[test]
fn scale_multiplies_every_row() {
    let floor = sixty(floor().agents(0), DayFactor::default()).queue_with(|q| {
        if let Arrivals::Profile { scale, .. } = &mut q.arrivals {
            *scale = 2.0;
        }
    });
    let (mean, _) = spread(&floor.results_of(400));
    assert!((mean - 120.0).abs() < 2.3, "mean {mean}");
}

#[test]
fn calls_take_as_long_as_their_row_says_in_the_mean() {
    let rows = |handle_time| {
        let row = |start, end, handle_time| ProfileRow { handle_time, ..ProfileRow::new(at(start), at(end), 30.0) };
        vec![row("08:00", "08:30", None), row("08:30", "12:00", handle_time)]
    };
    let talks = |handle_time| {
        let arrivals = Arrivals::Profile {
            rows: rows(handle_time),
            scale: 1.0,
            busyness: DayFactor::default(),
            intervals: IntervalFactor::default(),
        };
        let story = floor().queue_with(|q| q.arrivals = arrivals.clone()).agents(100).play();
        let talk = |fact: &Fact| match fact {
            Fact::AnsweredAtOnce(caller, service) => Some((caller.arrival < at("08:30"), service.talk.as_secs())),
            _ => None,
        };
        story.facts.iter().filter_map(talk).collect::<Vec<_>>()
    };
    let (as_the_queue_says, longer) = (talks(None), talks(Some(secs(420))));
    assert!(as_the_queue_says.len() > 40 && as_the_queue_says.len() == longer.len());
    let factor = longer.last().expect("a call").1 / as_the_queue_says.last().expect("a call").1;
    for ((early, before), (_, after)) in as_the_queue_says.iter().zip(&longer) {
        let expected = if *early { 1.0 } else { factor };
        assert!((after / before - expected).abs() < 1e-4, "{early}: {before} and {after}");
    }
    assert!(factor != 1.0);
}

/// The variance of two queues' calls together, 60 each.
fn variance_of_two(busyness: DayFactor) -> f64 {
    let two = sixty(sixty(floor(), busyness).queue("vip"), busyness);
    spread(&two.agents(0).results_of(1000)).1
}

#[test]
fn a_busy_day_is_busy_for_all_queues() {
    // One factor for both: 120 + 0.3^2 * 120^2 = 1416
    let variance = variance_of_two(DayFactor { cv: 0.3, own: false });
    assert!((1150.0..1700.0).contains(&variance), "{variance}");
}

/// The sum of the calls of each block of 20 days, over 50 blocks, and its variance.
fn of_blocks(strata: Option<u32>) -> f64 {
    let days = sixty(floor(), DayFactor { cv: 0.3, own: false })
        .agents(0)
        .with(|parts| parts.strata = strata)
        .results_of(1000)
        .daily;
    let offered: Vec<f64> = days.column(Measure::Offered).into_iter().flatten().collect();
    let blocks: Vec<f64> = offered.chunks(20).map(|block| block.iter().sum()).collect();
    let mean = blocks.iter().sum::<f64>() / 50.0;
    blocks.iter().map(|block| (block - mean) * (block - mean)).sum::<f64>() / 49.0
}

#[test]
fn of_days_in_strata_one_is_in_each_part_of_busyness() {
    // Apart: 20 (60 + 0.3^2 60^2) = 7680. In strata little is left but 20 times 60 of chance. An estimate from 50 is outside 0.55 to
    // 1.7 times the truth less than once in a hundred.
    let (apart, in_strata) = (of_blocks(None), of_blocks(Some(20)));
    assert!((4200.0..13_000.0).contains(&apart), "{apart}");
    assert!((660.0..2100.0).contains(&in_strata), "{in_strata}");
}

#[test]
fn a_queue_may_have_a_busyness_of_its_own() {
    // Two independent factors: 120 + 2 * 0.3^2 * 60^2 = 768
    let variance = variance_of_two(DayFactor { cv: 0.3, own: true });
    assert!((620.0..920.0).contains(&variance), "{variance}");
}

/// Calls of each of two quarters of an hour, 200 expected in each, day by day.
fn quarters(intervals: IntervalFactor) -> Vec<[f64; 2]> {
    let rows = vec![ProfileRow::new(at("08:00"), at("08:30"), 400.0), ProfileRow::new(at("08:30"), at("12:00"), 0.0)];
    let arrivals = Arrivals::Profile { rows, scale: 1.0, busyness: DayFactor::default(), intervals };
    let floor = floor().queue_with(|q| q.arrivals = arrivals.clone()).agents(0);
    let counts = |day| {
        let mut counts = [0.0; 2];
        for fact in floor.clone().play_day(1, day).facts {
            if let Fact::Joined(caller) = fact {
                counts[usize::from(caller.arrival >= at("08:15"))] += 1.0;
            }
        }
        counts
    };
    (0..400).map(counts).collect()
}

/// Means, variances and covariance of pairs.
fn moments(pairs: &[[f64; 2]]) -> ([f64; 2], [f64; 2], f64) {
    let n = pairs.len() as f64;
    let mean = |i: usize| pairs.iter().map(|pair| pair[i]).sum::<f64>() / n;
    let (first, second) = (mean(0), mean(1));
    let product = |i: usize, j: usize| {
        let means = [first, second];
        pairs.iter().map(|pair| (pair[i] - means[i]) * (pair[j] - means[j])).sum::<f64>() / (n - 1.0)
    };
    ([first, second], [product(0, 0), product(1, 1)], product(0, 1))
}

#[test]
fn intervals_of_a_day_differ_and_one_is_like_the_next() {
    // Variance 200 + 0.3^2 * 200^2 = 3800, covariance 0.6 * 0.3^2 * 200^2 = 2160. Of 400 days the standard errors are 3.1 of a mean,
    // about 350 of a variance and 270 of the covariance, lognormal factors being skewed.
    let (means, variances, covariance) = moments(&quarters(IntervalFactor { cv: 0.3, correlation: 0.6 }));
    assert!(means.iter().all(|mean| (mean - 200.0).abs() < 13.0), "{means:?}");
    assert!(variances.iter().all(|variance| (variance - 3_800.0).abs() < 1_200.0), "{variances:?}");
    assert!((covariance - 2_160.0).abs() < 1_000.0, "{covariance}");
}

#[test]
fn intervals_that_are_not_correlated_know_nothing_of_each_other() {
    let (_, _, covariance) = moments(&quarters(IntervalFactor { cv: 0.3, correlation: 0.0 }));
    assert!(covariance.abs() < 800.0, "{covariance}");
    // One factor for the whole day: the covariance is 0.3^2 * 200^2 = 3600.
    let (_, _, covariance) = moments(&quarters(IntervalFactor { cv: 0.3, correlation: 1.0 }));
    assert!((covariance - 3_600.0).abs() < 1_200.0, "{covariance}");
}

#[test]
fn an_interval_is_busy_for_all_queues_unless_one_has_a_busyness_of_its_own() {
    let together = |own: bool| {
        let rows = vec![ProfileRow::new(at("08:00"), at("12:00"), 400.0)];
        let (busyness, intervals) = (DayFactor { cv: 0.0, own }, IntervalFactor { cv: 1.0, correlation: 1.0 });
        let arrivals = Arrivals::Profile { rows, scale: 1.0, busyness, intervals };
        let of_both = floor().queue_with(|q| q.arrivals = arrivals.clone()).queue("vip");
        let floor = of_both.queue_with(|q| q.arrivals = arrivals.clone()).agents(0);
        let counts = |day| {
            let mut counts = [0.0; 2];
            for fact in floor.clone().play_day(1, day).facts {
                if let Fact::Joined(caller) = fact {
                    counts[caller.queue.index()] += 1.0;
                }
            }
            counts
        };
        let (_, variances, covariance) = moments(&(0..60).map(counts).collect::<Vec<_>>());
        covariance / (variances[0] * variances[1]).sqrt()
    };
    assert!(together(false) > 0.95 && together(true).abs() < 0.5, "{} and {}", together(false), together(true));
}

/// The talks and wrap-ups of a caller of each of two queues, both 600 s but for the day, on twenty days.
fn talks_of_two(talk_day: DayFactor) -> Vec<[(f64, f64); 2]> {
    let differ = |q: &mut Queue| {
        (q.talk_day, q.wrap_up) = (talk_day, Distribution::Constant(secs(600)));
    };
    let floor = floor().queue_with(differ).queue("vip").queue_with(differ).agents(3);
    let floor = floor.caller("08:00").drawn().caller("08:00").drawn().to("vip").caller("08:00").to("vip").talk(600);
    let lengths = |day: u64| {
        let story = floor.clone().play_day(1, day);
        let of = |fact: &Fact| match fact {
            Fact::AnsweredAtOnce(_, service) => Some((service.talk.as_secs(), service.wrap_up.as_secs())),
            _ => None,
        };
        let all: Vec<_> = story.facts.iter().filter_map(of).collect();
        assert_eq!(all[2].0, 600.0, "a recorded talk is taken as it is");
        [all[0], all[1]]
    };
    (0..20).map(lengths).collect()
}

#[test]
fn a_day_of_long_talks_is_so_for_all_queues() {
    let days = talks_of_two(DayFactor { cv: 0.3, own: false });
    assert!(days.iter().all(|[general, vip]| general.0 == vip.0));
    // Twenty days: the mean factor has a standard error of 0.067.
    let factors: Vec<f64> = days.iter().map(|day| day[0].0 / 600.0).collect();
    let mean = factors.iter().sum::<f64>() / 20.0;
    let variance = factors.iter().map(|factor| (factor - mean) * (factor - mean)).sum::<f64>() / 19.0;
    assert!((mean - 1.0).abs() < 0.3 && (0.15..0.6).contains(&variance.sqrt()), "mean {mean}, variance {variance}");
}

#[test]
fn a_queue_may_have_days_of_long_talks_of_its_own() {
    assert!(talks_of_two(DayFactor { cv: 0.3, own: true }).iter().all(|[general, vip]| general.0 != vip.0));
}

#[test]
fn a_day_of_long_talks_has_the_same_wrap_up_and_takes_recorded_talks_as_they_are() {
    assert!(talks_of_two(DayFactor { cv: 0.3, own: false }).iter().flatten().all(|(_, wrap_up)| *wrap_up == 600.0));
}

/// A past day with so many calls before and after 08:30.
fn past(first: f64, second: f64) -> Vec<ProfileRow> {
    vec![ProfileRow::new(at("07:30"), at("08:30"), first), ProfileRow::new(at("08:30"), at("12:00"), second)]
}

/// The calls of two queues before and after 08:30, on each of forty days.
fn sampled([first, second]: [Vec<Vec<ProfileRow>>; 2]) -> Vec<[[usize; 2]; 2]> {
    let floor = floor().queue_with(|q| q.arrivals = Arrivals::Sample(first.clone())).queue("vip");
    let floor = floor.queue_with(|q| q.arrivals = Arrivals::Sample(second.clone())).agents(0);
    let counts = |day| {
        let mut counts = [[0; 2]; 2];
        for fact in floor.clone().play_day(1, day).facts {
            if let Fact::Joined(caller) = fact {
                counts[caller.queue.index()][usize::from(caller.arrival >= at("08:30"))] += 1;
            }
        }
        counts
    };
    (0..40).map(counts).collect()
}

#[test]
fn each_day_has_the_calls_of_one_of_the_past_days() {
    let days = sampled([vec![past(0.0, 3.0), past(0.0, 5.0)], vec![past(0.0, 7.0)]]);
    let counts = |calls| days.iter().filter(|day| day[0][1] == calls).count();
    // Forty days of one half each: fewer than 8 have a chance below 1e-4.
    assert!(counts(3) + counts(5) == 40 && counts(3) >= 8 && counts(5) >= 8, "{days:?}");
    assert!(days.iter().all(|day| day[0][0] == 0 && day[1] == [0, 7]), "{days:?}");
}

#[test]
fn queues_with_the_same_days_to_choose_from_have_the_same_day() {
    let (first, second) = (vec![past(0.0, 3.0), past(0.0, 5.0)], vec![past(0.0, 30.0), past(0.0, 50.0)]);
    assert!(sampled([first, second]).iter().all(|day| day[1][1] == 10 * day[0][1]));
}

#[test]
fn the_calls_of_a_row_come_evenly_over_it_and_only_while_it_is_open() {
    // Half of the row from 07:30 on is before opening: of 40 times 200 calls 4,000 are offered, with a standard error of 45.
    let days = sampled([vec![past(200.0, 0.0)], vec![past(0.0, 0.0)]]);
    let offered: usize = days.iter().map(|day| day[0][0]).sum();
    assert!((3_800..4_200).contains(&offered), "{offered}");
}

#[test]
fn recorded_calls_are_the_same_every_day() {
    let floor = floor().agents(1).caller("08:00").wrap_up(30).caller("08:01").patience(60).caller("08:02");
    let expected = ["08:00 answered 08:00 by inbound 0", "08:01 gone 08:02", "08:02 answered 08:10:30 by inbound 0"];
    assert_eq!(floor.clone().play_day(1, 0).calls(), expected);
    assert_eq!(floor.play_day(7, 5).calls(), expected);
}

#[test]
fn what_is_not_recorded_is_drawn() {
    // The queue says: talk 600 s, wrap-up 30 s, patience 20 s, all constant.
    let floor = floor().queue_with(|q| q.wrap_up = Distribution::Constant(secs(30)));
    let floor = floor.drawn_patience(&Patience::Random(Distribution::Constant(secs(20)))).agents(1);
    let day = floor.caller("08:00").drawn().caller("08:01").drawn().caller("08:02").play();
    assert_eq!(day.calls()[1..], ["08:01 gone 08:01:20", "08:02 answered 08:10:30 by inbound 0"]);
}

#[test]
fn a_caller_with_zero_patience_is_answered_if_somebody_is_idle_else_gone() {
    // 08:00  answered, until 08:10       08:01  nobody is idle: gone with wait 0
    let floor = floor().agents(1).caller("08:00").patience(0).caller("08:01").patience(0);
    assert_eq!(floor.clone().play().calls(), ["08:00 answered 08:00 by inbound 0", "08:01 gone 08:01"]);
    assert_eq!(mean(&floor.results().measures, "wait_mean_s"), Some(0.0));
}

#[test]
fn a_caller_with_zero_patience_is_seen_by_the_ladder() {
    // 08:01  the sixth arrives; the ladder is looked at: 6; then the sixth hangs up
    let floor = floor().lent("floaters").people(1).rung("floaters", up_to(1));
    let day = floor.callers(5, "08:00").caller("08:01").patience(0).play();
    assert_eq!(day.ladder(), ["08:01 pulled floaters (6 waiting, 1 of 1)"]);
    assert_eq!(day.call(5), "08:01 gone 08:01");
}

#[test]
fn a_caller_who_balks_never_joins_the_queue() {
    // 08:01  the sixth balks: abandoned with wait 0, and the ladder saw no more than 5
    let floor = floor().queue("shy").balk(1.0).lent("floaters").people(1).rung("floaters", up_to(1));
    let floor = floor.callers(5, "08:00").caller("08:01").to("shy");
    let day = floor.clone().play();
    assert!(day.ladder().is_empty());
    assert_eq!(day.call(5), "08:01 balked");
    let shy = floor.results().queues.remove(1).1;
    assert_eq!((mean(&shy, "abandoned"), mean(&shy, "wait_mean_s")), (Some(1.0), Some(0.0)));
}

#[test]
fn nobody_balks_who_need_not_wait() {
    let day = floor().balk(1.0).agents(1).caller("08:00").play();
    assert_eq!(day.calls(), ["08:00 answered 08:00 by inbound 0"]);
}

#[test]
fn infinite_patience_never_hangs_up() {
    // The shift begins at 11:59; both calls are answered, after almost four hours.
    let day = floor().group("inbound").shift(2, "11:59", "12:00").callers(2, "08:00").play();
    assert_eq!(day.calls(), [0, 1].map(|agent| format!("08:00 answered 11:59 by inbound {agent}")));
}

#[test]
fn at_an_announcement_its_share_of_those_who_still_wait_hangs_up() {
    // Of 400, a quarter go at 20 s, and of the others one half at 60 s: 100 and 150 (standard errors 8.7 and 9.7).
    let announcement = |at, chance| Announcement { at: secs(at), chance };
    let waits = |patience: &Patience| {
        let floor = floor().queue_with(|q| q.announcements = vec![announcement(60, 0.5), announcement(20, 0.25)]);
        let day =
            floor.drawn_patience(patience).agents(0).callers(400, "08:00").drawn().caller("08:00").patience(90).play();
        let wait = |fact: &Fact| if let Fact::Abandoned(_, end) = fact { Some(*end - at("08:00")) } else { None };
        day.facts.iter().filter_map(wait).collect::<Vec<_>>()
    };
    let count = |waits: &[Span], seconds| waits.iter().filter(|wait| **wait == secs(seconds)).count();
    let endless = waits(&Patience::Infinite);
    assert!((62..138).contains(&count(&endless, 20)) && (108..192).contains(&count(&endless, 60)), "{endless:?}");
    // A recorded patience is taken as it is.
    assert_eq!(count(&endless, 90), 1);
    let short = waits(&Patience::Random(Distribution::Constant(secs(40))));
    assert_eq!((count(&short, 20), count(&short, 40)), (count(&endless, 20), 400 - count(&endless, 20)));
}

#[test]
fn a_survival_curve_is_straight_and_what_is_left_never_hangs_up() {
    // Half of 400 have gone by 60 s, evenly from 0 s on: their mean wait is 30 s; the others wait to the end.
    let curve = SurvivalCurve { points: vec![(secs(60), 0.5)] };
    let day = floor().drawn_patience(&Patience::Survival(curve)).agents(0).callers(400, "08:00").drawn().play();
    let waits =
        day.facts.iter().filter_map(|f| if let Fact::Abandoned(_, end) = f { Some(*end - at("08:00")) } else { None });
    let waits: Vec<f64> = waits.map(|wait| wait.as_secs()).collect();
    let mean = waits.iter().sum::<f64>() / waits.len() as f64;
    assert!((160..240).contains(&waits.len()), "{} of 400 hung up", waits.len());
    assert!(waits.iter().all(|wait| *wait <= 60.0));
    assert!((mean - 30.0).abs() < 5.0, "mean wait {mean}");
}
