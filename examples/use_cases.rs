//! A run and a comparison as the command line makes them, without the command line: what a page or another language
//! stands on.

use holdline::app::Unfinished;
use holdline::app::{Amount, CompareRequest, Context, Listener, News, RunRequest, compare, run, threads};
use holdline::experiment::Watch;
use holdline::figures::Measure;
use holdline::words::Language;
use std::sync::atomic::{AtomicU32, Ordering};

/// Counts the days that are done, and would stop after a million.
#[derive(Default)]
struct Patient(AtomicU32);

impl Watch for Patient {
    fn day_done(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn interrupted(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 1_000_000
    }
}

impl Listener for Patient {
    fn heard(&self, news: &News<'_>) {
        if let News::Remark { text, .. } = news {
            println!("worth knowing: {text}");
        }
    }
}

fn main() -> Result<(), holdline::app::Error> {
    let (pool, unfinished, listener) = (threads(None)?, Unfinished::default(), Patient::default());
    let context = Context { pool: &pool, unfinished: &unfinished, listener: &listener, language: Language::English };
    let amount = Amount { days: Some(50), seed: None };

    let request = RunRequest { scenario: "scenarios/small-desk.toml".into(), amount, ..RunRequest::default() };
    let outcome = run(&request, &context)?;
    let rate = outcome.results.measures.get(Measure::AnswerRate).map_or(f64::NAN, |figure| figure.mean);
    println!("{}: {:.1} % answered", outcome.from.name, 100.0 * rate);
    println!("again with: {}", outcome.from.command);

    let with = vec!["queues.general.arrivals.scale=1.2".to_owned()];
    let request = CompareRequest { scenarios: vec![request.scenario], with, amount, ..CompareRequest::default() };
    let found = compare(&request, &context)?.compared.found;
    let answer_rate = found.arms[0].get(Measure::AnswerRate).expect("it is always compared");
    println!("a fifth more callers: the answer rate is {:?}", answer_rate.finding);
    println!("{} days were played", listener.0.load(Ordering::Relaxed));
    Ok(())
}
