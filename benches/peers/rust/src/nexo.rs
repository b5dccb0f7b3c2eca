//! nexosim: one model of the centre that schedules its own events; a hang-up is a keyed event, cancelled by an answer.

use crate::workload::{Load, Sums};
use nexosim::model::{Context, Model, schedulable};
use nexosim::ports::{EventSinkReader, EventSource, Output, SinkState, event_slot};
use nexosim::simulation::{EventKey, Mailbox, SimInit};
use nexosim::time::MonotonicTime;
use rand::SeedableRng;
use rand_pcg::Pcg64Mcg;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::time::Duration;

#[derive(Serialize, Deserialize)]
pub struct Waiting {
    id: u64,
    joined: f64,
    hangs_up: Option<EventKey>,
}

#[derive(Serialize, Deserialize)]
pub struct Centre {
    load: Load,
    rng: Pcg64Mcg,
    row: usize,
    /// Agents on duty without a call; below zero: that many leave after their call.
    idle: i64,
    queue: VecDeque<Waiting>,
    next_id: u64,
    sums: Sums,
    pub results: Output<Sums>,
}

#[Model]
impl Centre {
    fn now(cx: &Context<Self>) -> f64 {
        cx.time().duration_since(MonotonicTime::EPOCH).as_secs_f64()
    }

    fn after(&self, now: f64, at: f64) -> Duration {
        Duration::from_secs_f64((at - now).max(1e-9))
    }

    #[nexosim(init)]
    async fn init(&mut self, cx: &Context<Self>) {
        self.idle = self.load.rows[0].agents;
        for (i, row) in self.load.rows.iter().enumerate().skip(1) {
            let at = Duration::from_secs_f64(row.start);
            cx.schedule_event(at, schedulable!(Self::head_count), i).expect("the future");
        }
        self.schedule_arrival(0.0, cx);
    }

    fn schedule_arrival(&mut self, now: f64, cx: &Context<Self>) {
        if let Some(at) = self.load.next_arrival(now, &mut self.row, &mut self.rng) {
            cx.schedule_event(self.after(now, at), schedulable!(Self::arrives), ()).expect("the future");
        }
    }

    fn answer(&mut self, wait: f64, cx: &Context<Self>) {
        self.idle -= 1;
        self.sums.answered(wait);
        let service = Duration::from_secs_f64(self.load.service(&mut self.rng).max(1e-9));
        cx.schedule_event(service, schedulable!(Self::call_ends), ()).expect("the future");
    }

    fn take_waiting(&mut self, now: f64, cx: &Context<Self>) {
        while self.idle > 0 {
            let Some(first) = self.queue.pop_front() else { return };
            if let Some(key) = first.hangs_up {
                key.cancel();
            }
            self.answer(now - first.joined, cx);
        }
    }

    #[nexosim(schedulable)]
    async fn arrives(&mut self, _: (), cx: &Context<Self>) {
        let now = Self::now(cx);
        if self.idle > 0 {
            self.answer(0.0, cx);
        } else {
            let id = self.next_id;
            self.next_id += 1;
            let hangs_up = self.load.patience(&mut self.rng).map(|patience| {
                let after = Duration::from_secs_f64(patience.max(1e-9));
                cx.schedule_keyed_event(after, schedulable!(Self::hangs_up), id).expect("the future")
            });
            self.queue.push_back(Waiting { id, joined: now, hangs_up });
        }
        self.schedule_arrival(now, cx);
    }

    #[nexosim(schedulable)]
    async fn call_ends(&mut self, _: (), cx: &Context<Self>) {
        self.idle += 1;
        self.take_waiting(Self::now(cx), cx);
    }

    #[nexosim(schedulable)]
    async fn hangs_up(&mut self, id: u64, cx: &Context<Self>) {
        if let Ok(place) = self.queue.binary_search_by_key(&id, |w| w.id)
            && let Some(gone) = self.queue.remove(place)
        {
            self.sums.hung_up(Self::now(cx) - gone.joined);
        }
    }

    #[nexosim(schedulable)]
    async fn head_count(&mut self, row: usize, cx: &Context<Self>) {
        self.idle += self.load.rows[row].agents - self.load.rows[row - 1].agents;
        self.take_waiting(Self::now(cx), cx);
    }

    pub async fn report(&mut self) {
        self.results.send(self.sums.clone()).await;
    }
}

pub fn day(load: &Load, seed: u64) -> Sums {
    let mut centre = Centre {
        load: load.clone(),
        rng: Pcg64Mcg::seed_from_u64(seed),
        row: 0,
        idle: 0,
        queue: VecDeque::new(),
        next_id: 0,
        sums: Sums::default(),
        results: Output::default(),
    };
    let mailbox = Mailbox::new();
    let (sink, mut results) = event_slot(SinkState::Enabled);
    centre.results.connect_sink(sink);
    let mut bench = SimInit::with_num_threads(1);
    let report = EventSource::new().connect(Centre::report, &mailbox).register(&mut bench);
    let mut simulation = bench.add_model(centre, mailbox, "centre").init(MonotonicTime::EPOCH).expect("a bench");
    simulation.run().expect("no deadlock");
    simulation.process_event(&report, ()).expect("no deadlock");
    results.try_read().expect("a report")
}
