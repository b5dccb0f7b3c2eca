//! odem-rs: a process per caller who waits for an agent's token or gives up.
//!
//! Agents on duty without a call are tokens in a channel; whoever has to leave does not put the token back.

use crate::workload::{Load, Sums};
use odem_rs::prelude::*;
use odem_rs::sync::channel::shared as channel;
use rand::SeedableRng;
use rand_pcg::Pcg64Mcg;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

type Tokens = (channel::Sender<()>, channel::Receiver<()>);

#[derive(Config)]
#[time(f64)]
struct Centre {
    load: Load,
    rng: RefCell<Pcg64Mcg>,
    tokens: Tokens,
    leaving: Cell<i64>,
    sums: RefCell<Sums>,
}

struct Call {
    patience: Option<f64>,
}

impl Behavior<Centre> for Call {
    type Output = ();

    async fn actions(&self, sim: &Sim<Centre>) {
        let centre = sim.global();
        let joined = sim.now();
        let answered = match self.patience {
            Some(patience) => {
                let waits = async { centre.tokens.1.recv().await.is_ok() };
                let gives_up = async { sim.advance(patience).await; false };
                sim.fork(waits).or(gives_up).await
            }
            None => centre.tokens.1.recv().await.is_ok(),
        };
        let wait = sim.now() - joined;
        if !answered {
            centre.sums.borrow_mut().hung_up(wait);
            return;
        }
        centre.sums.borrow_mut().answered(wait);
        let service = centre.load.service(&mut *centre.rng.borrow_mut());
        sim.advance(service).await;
        if centre.leaving.get() > 0 {
            centre.leaving.set(centre.leaving.get() - 1);
        } else {
            centre.tokens.0.send(()).await.ok();
        }
    }
}

async fn head_count(sim: &Sim<Centre>) {
    let centre = sim.global();
    let mut on_duty = 0;
    for row in &centre.load.rows {
        sim.advance(row.start - sim.now()).await;
        while on_duty < row.agents {
            on_duty += 1;
            if centre.leaving.get() > 0 {
                centre.leaving.set(centre.leaving.get() - 1);
            } else {
                centre.tokens.0.send(()).await.ok();
            }
        }
        while on_duty > row.agents {
            on_duty -= 1;
            if centre.tokens.1.try_recv().is_err() {
                centre.leaving.set(centre.leaving.get() + 1);
            }
        }
    }
}

async fn source(sim: &Sim<Centre>) {
    let centre = sim.global();
    let mut row = 0;
    loop {
        let next = centre.load.next_arrival(sim.now(), &mut row, &mut *centre.rng.borrow_mut());
        let Some(at) = next else { return };
        sim.advance(at - sim.now()).await;
        let patience = centre.load.patience(&mut *centre.rng.borrow_mut());
        sim.spawn(Call { patience });
    }
}

#[odem_rs::main(Centre { load, rng, tokens, leaving, sums })]
async fn play(
    sim: &Sim<Centre>,
    load: Load,
    rng: RefCell<Pcg64Mcg>,
    tokens: Tokens,
    leaving: Cell<i64>,
    sums: RefCell<Sums>,
) -> Sums {
    sim.fork(head_count(sim)).and(source(sim)).await;
    // Until everybody has been served.
    sim.advance(20_000.0).await;
    sim.global().sums.borrow().clone()
}

pub fn day(load: &Load, seed: u64) -> Sums {
    let rng = RefCell::new(Pcg64Mcg::seed_from_u64(seed));
    let tokens = channel::channel(VecDeque::with_capacity(8_192));
    play(load.clone(), rng, tokens, Cell::new(0), RefCell::default())
}
