//! The program as its users meet it: start-up, one day with plots and files, a thousand days on one thread and on two.
//!
//! `cargo bench --bench end_to_end` prints medians over rounds in which the commands take turns.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

const ROUNDS: usize = 5;

fn main() {
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
