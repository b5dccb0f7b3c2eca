"""Cimba (Python): processes compiled to machine code; a caller's timer interrupts the wait for an agent."""

import pathlib
import sys
import time

import cimba as cb
import numpy as np
from cimba import random as draw

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from workloads import DAY, MU, SIGMA, report, workload


class Centre(cb.Model):
    starts: cb.Array[float]
    rates: cb.Array[float]
    counts: cb.Array[int]
    rows: cb.Param[int]
    patience_mean: cb.Param[float]
    service_mean: cb.Param[float]
    lognormal: cb.Param[int]
    agents: cb.Resource
    calls: cb.Output[float]
    within_20: cb.Output[float]
    lost: cb.Output[float]
    wait: cb.Output[float]

    @cb.on_start
    def nothing_counted(self):
        self.calls = 0.0
        self.within_20 = 0.0
        self.lost = 0.0
        self.wait = 0.0

    @cb.process
    def head_count(self):
        for row in range(self.rows):
            cb.hold(self.starts[row] - cb.now())
            self.agents.set_capacity(self.counts[row])

    @cb.process
    def source(self):
        for row in range(self.rows):
            end = self.starts[row + 1]
            gap = draw.exponential(1 / self.rates[row])
            while cb.now() + gap < end:
                cb.hold(gap)
                cb.spawn(Call, centre=self)
                gap = draw.exponential(1 / self.rates[row])
            cb.hold(end - cb.now())


class Call(cb.Model):
    centre: cb.Ref[Centre]

    @cb.process
    def life(self):
        centre = self.centre
        joined = cb.now()
        if centre.patience_mean > 0:
            cb.this_process().timer_set(draw.exponential(centre.patience_mean), -7)
        signal = centre.agents.acquire()
        waited = cb.now() - joined
        centre.calls += 1
        centre.wait += waited
        if signal < 0:
            centre.lost += 1
        else:
            cb.this_process().timers_clear()
            if waited <= 20:
                centre.within_20 += 1
            if centre.lognormal:
                cb.hold(draw.lognormal(MU, SIGMA))
            else:
                cb.hold(draw.exponential(centre.service_mean))
            centre.agents.release()
        cb.release(self)


def centre(load):
    model = Centre()
    model.starts = cb.Array([row[0] for row in load.rows] + [DAY])
    model.rates = cb.Array([row[1] for row in load.rows])
    model.counts = cb.Array([row[2] for row in load.rows])
    model.rows = len(load.rows)
    model.patience_mean = load.patience_mean or 0.0
    model.service_mean = load.service_mean
    model.lognormal = int(load.lognormal)
    model.agents = cb.Resource(capacity=load.rows[0][2])
    return model


def play(name, days, seed):
    model = centre(workload(name))
    experiment = cb.Experiment(model, replications=days, window=cb.Window(warmup=0, duration=DAY + 20_000), seed=seed)
    start = time.perf_counter()
    results = experiment.run(workers=1)
    seconds = time.perf_counter() - start
    total = lambda output: float(np.sum(getattr(results[model], output)))
    return [total(output) for output in ("calls", "within_20", "lost", "wait")], seconds


if __name__ == "__main__":
    name, days, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    # The first run compiles.
    play(name, 1, seed)
    (calls, within_20, lost, wait), seconds = play(name, days, seed + 1)
    report(cb.__version__, int(calls), int(within_20), int(lost), wait, seconds)
