//! Stands in for the parts that are written elsewhere, until they are here; goes away as a whole.
#![allow(missing_docs, dead_code, clippy::missing_errors_doc)]

pub mod scenario {
    use crate::model::{Floor, FloorParts};
    use crate::units::SimTime;
    use std::path::{Path, PathBuf};

    pub struct Scenario {
        pub floor: Floor,
        pub run: RunSettings,
        pub notes: Vec<String>,
        pub sha256: String,
        pub file: PathBuf,
        pub date: Option<jiff::civil::Date>,
    }

    pub struct RunSettings {
        pub days: u32,
        pub seed: u64,
    }

    #[derive(Debug, serde::Serialize)]
    #[serde(transparent)]
    pub struct Diagnostics(Vec<String>);

    impl Diagnostics {
        pub fn render(&self, _colour: bool) -> String {
            self.0.join("\n")
        }
    }

    pub fn read(path: &Path, _overrides: &[String]) -> Result<Scenario, Diagnostics> {
        use crate::model::{AgentGroup, Arrivals, Distribution, Presence, Queue};
        use crate::units::Span;
        std::fs::read(path).map_err(|e| Diagnostics(vec![format!("error: {}: {e}", path.display())]))?;
        let (open, close) = (SimTime::clock(8, 0), SimTime::clock(22, 0));
        let mut parts = FloorParts::new(&path.file_stem().unwrap_or_default().to_string_lossy(), open, close);
        let talk = Distribution::Constant(Span::from_minutes(3));
        parts.queues.push(Queue::new("general", Arrivals::per_hour(60.0, open, close), talk));
        parts.groups.push(AgentGroup::new("inbound", &["general"], Presence::People(5)));
        let floor = Floor::new(parts).expect("a valid floor");
        let run = RunSettings { days: 10, seed: 1 };
        let notes = vec!["results are made up".to_owned()];
        Ok(Scenario { floor, run, notes, sha256: "00".to_owned(), file: path.to_owned(), date: None })
    }

    pub fn schema() -> String {
        "{}\n".to_owned()
    }
}

pub mod experiment {
    use crate::experiment::results::{DailyTable, Measures, RunResults};
    use crate::model::Floor;
    use crate::stats::Estimate;

    pub struct RunPlan {
        pub days: u32,
        pub seed: u64,
        pub threads: Option<usize>,
        pub call_log_days: u32,
    }

    pub trait Watch: Sync {
        fn day_done(&self);
        fn interrupted(&self) -> bool;
    }

    #[derive(Debug, thiserror::Error)]
    pub enum RunError {
        #[error("interrupted")]
        Interrupted,
        #[error("{limit} callers wait in queue {queue} at {at} on day {day}")]
        TooManyWaiting { day: u32, queue: String, at: crate::units::SimTime, limit: u32 },
        #[error("cannot start threads")]
        Threads,
    }

    pub fn replicate(_: &Floor, plan: &RunPlan, watch: &dyn Watch) -> Result<RunResults, RunError> {
        for _ in 0..plan.days {
            watch.day_done();
            if watch.interrupted() {
                return Err(RunError::Interrupted);
            }
        }
        Ok(RunResults {
            days: plan.days,
            seed: plan.seed,
            measures: Measures(vec![("offered".into(), Some(Estimate { mean: 1.0, ..Estimate::default() }))]),
            queues: vec![("general".into(), Measures::default())],
            groups: vec![("inbound".into(), Measures::default())],
            intervals: Vec::new(),
            targets: Vec::new(),
            rungs: Vec::new(),
            daily: DailyTable::default(),
            ladder_log: Vec::new(),
            calls: Vec::new(),
            waits: Vec::new(),
            traces: Vec::new(),
        })
    }
}

pub mod charts {
    use crate::experiment::results::RunResults;
    use crate::model::Floor;

    pub struct Chart {
        pub name: String,
        pub svg: String,
    }

    pub fn draw(_: &Floor, _: &RunResults) -> Vec<Chart> {
        vec![Chart { name: "answer_rate".into(), svg: "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".into() }]
    }

    pub fn png(_svg: &str) -> Result<Vec<u8>, std::fmt::Error> {
        Ok(b"PNG".to_vec())
    }
}
