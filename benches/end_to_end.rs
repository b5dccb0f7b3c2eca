//! The program as its users meet it: start-up, one day with plots and files, a thousand days on one thread and on two.
//!
//! `cargo bench --bench end_to_end` prints medians over rounds in which the commands take turns, and what the page and the report
//! add to a run, in processor time of one thread.

use holdline::experiment::results::{RunResults, Staffing};
use holdline::experiment::{RunPlan, replicate};
use holdline::figures::Scope;
use holdline::report::html::{self, Assumed, RunReport};
use holdline::report::{FloorShape, Picture, Provenance, charts, interval_table, text};
use holdline::scenario::Scenario;
use holdline::staffing;
use holdline::words::Language;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

const ROUNDS: usize = 5;

fn main() {
    // `-- page` shows that alone.
    if std::env::args().any(|arg| arg == "page") {
        return page_and_report();
    }
    let place = tempfile::tempdir().expect("a directory for the runs' files");
    let small = write(place.path(), "small", 1_660.0, 12);
    let large = write(place.path(), "large", 5_000.0, 34);
    let everything = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/support/everything.toml");
    let one_day = ["--days", "1", "--threads", "1", "--quiet"];
    let one_thread = ["--days", "1000", "--threads", "1", "--quiet"];
    let two_threads = ["--days", "1000", "--threads", "2", "--quiet"];
    let out = place.path().join("out");
    let mut seconds: [Vec<f64>; 5] = Default::default();
    for _ in 0..ROUNDS {
        seconds[0].push(time(Command::new(env!("CARGO_BIN_EXE_holdline")).arg("--version")));
        seconds[1].push(time(&mut run(&small, &out, &one_day)));
        seconds[2].push(time(&mut run(&large, &out, &one_thread)));
        seconds[3].push(time(&mut run(&large, &out, &two_threads)));
        seconds[4].push(time(&mut run(&everything, &out, &one_thread)));
    }
    let [start, day, one, two, all] = seconds.map(median);
    println!("holdline --version                              {:>8.1} ms", start * 1e3);
    println!("a day of 1,660 calls, plots and files           {:>8.1} ms", day * 1e3);
    println!("1,000 days of 5,000 calls, all files, 1 thread  {:>8.1} ms", one * 1e3);
    println!("1,000 days of 5,000 calls, all files, 2 threads {:>8.1} ms", two * 1e3);
    println!("1,000 such days with every rule of the floor      {:>8.1} ms", all * 1e3);
    println!("efficiency of two threads, the whole run        {:>8.2}", one / two / 2.0);
    // Plots and files of a day are drawn and written by one thread whatever the number of days.
    println!("efficiency of two threads, without a day's files{:>8.2}", (one - day) / (two - day) / 2.0);
    page_and_report();
}

/// What is added to a run that has been simulated and whose plots are drawn: people needed, the page with its table of
/// intervals, and `report.html`.
fn page_and_report() {
    println!("\nadded to a run, processor time      needed      page    report       all   report.html");
    for name in ["manual/weekday.toml", "manual/vip-desk.toml", "night.toml", "holiday/spring-festival.toml"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
        let scenario = holdline::scenario::read(&path, &[]).expect("a good scenario");
        let results = replicate(&scenario.floor, &RunPlan::new(20, 1), &()).expect("a run");
        let (mut seconds, mut bytes): ([Vec<f64>; 3], usize) = Default::default();
        for _ in 0..ROUNDS {
            let (results, needed) = in_processor_time(|| staffed(&scenario, results.clone()));
            let from = provenance(&scenario);
            let page = || {
                text::summary(&from, &results, Language::English, false)
                    + &interval_table::text(&results, Language::English)
            };
            let (_, page) = in_processor_time(page);
            let shape = FloorShape::of(&scenario.floor);
            let drawn = charts::draw(&shape, &results);
            let pictures: Vec<Picture> =
                drawn.iter().map(|chart| Picture { title: chart.title.clone(), svg: chart.svg() }).collect();
            let (report, html) = in_processor_time(|| report(&scenario, &from, &shape, &results, &pictures));
            bytes = report.len();
            seconds.iter_mut().zip([needed, page, html]).for_each(|(all, one)| all.push(one));
        }
        let [needed, page, html] = seconds.map(|seconds| 1e3 * median(seconds));
        let all = needed + page + html;
        println!("{name:<33} {needed:>6.1} ms {page:>6.1} ms {html:>6.1} ms {all:>6.1} ms {bytes:>10} bytes");
    }
}

fn staffed(scenario: &Scenario, mut results: RunResults) -> RunResults {
    let (planned, needs) = (staffing::planned(&scenario.floor), staffing::needs(&scenario.floor, &|| true));
    let rows = results.intervals.iter_mut().filter(|row| row.scope == Scope::Floor);
    for ((row, planned), need) in rows.zip(planned).zip(needs.expect("nobody stops it")) {
        row.staffing = Staffing { planned: Some(planned), needed: need.people };
    }
    results
}

fn provenance(scenario: &Scenario) -> Provenance {
    Provenance {
        name: scenario.floor.name.clone(),
        why: scenario.floor.why.clone(),
        file: scenario.file.display().to_string(),
        sha256: scenario.sha256.clone(),
        date: scenario.date,
        warm_up: scenario.floor.warm_up,
        notes: Vec::new(),
        command: "holdline run".to_owned(),
    }
}

fn report(
    scenario: &Scenario,
    from: &Provenance,
    shape: &FloorShape,
    results: &RunResults,
    pictures: &[Picture],
) -> String {
    let assumed = Assumed { set: scenario.settings.clone(), unset: scenario.unset.clone(), ..Assumed::default() };
    let (language, floor) = (Language::English, &scenario.floor);
    html::of_run(&RunReport { language, from, floor, shape, results, assumed: &assumed, pictures })
}

/// What it gives, and the seconds of processor time that it takes this thread, in the mean of so many times that the ticks in
/// which Linux counts do not matter: others may use the machine meanwhile.
fn in_processor_time<T>(work: impl Fn() -> T) -> (T, f64) {
    const TIMES: usize = 25;
    let before = processor_time();
    let mut made = work();
    for _ in 1..TIMES {
        made = std::hint::black_box(work());
    }
    (made, (processor_time() - before) / TIMES as f64)
}

/// Seconds that this thread has run, as Linux counts them.
fn processor_time() -> f64 {
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux counts a thread's time");
    let nanoseconds = counted.split_whitespace().next().and_then(|number| number.parse::<u64>().ok());
    nanoseconds.expect("the first number is nanoseconds") as f64 / 1e9
}

/// A 13-hour day of one queue with a ladder, everything measured.
fn write(place: &Path, name: &str, calls: f64, agents: u32) -> std::path::PathBuf {
    let file = place.join(name).with_extension("toml");
    let text = format!(
        r#"name = "{name}"
date = 2026-11-23
open = "08:00"
close = "21:00"

[[queues]]
name = "general"
arrivals = {{ calls_per_hour = {:.3} }}
talk = {{ lognormal = {{ mean = "4m", cv = 1.0 }} }}
patience = {{ exponential = {{ mean = "3m" }} }}

[[groups]]
name = "inbound"
serves = ["general"]
people = {agents}

[[groups]]
name = "training"
lent = true
serves = ["general"]
people = 4

[ladder]
release = {{ waiting_at_most = 2, lasting = "2m" }}

[[ladder.rungs]]
name = "training"
borrow = {{ group = "training", people = 3 }}
when = {{ waiting_above = 5, lasting = "1m" }}
"#,
        calls / 13.0
    );
    std::fs::write(&file, text).expect("a file in a temporary directory");
    file
}

fn run(scenario: &Path, out: &Path, settings: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_holdline"));
    command.arg("run").arg(scenario).arg("--out").arg(out).args(settings);
    command
}

#[allow(clippy::disallowed_methods, reason = "a bench measures time")]
fn time(command: &mut Command) -> f64 {
    let start = Instant::now();
    let output = command.stdout(Stdio::null()).stderr(Stdio::piped()).output().expect("the program starts");
    let seconds = start.elapsed().as_secs_f64();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    seconds
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
