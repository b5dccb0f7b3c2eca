"""The three workloads for the simulators written in Python; every one prints the same line of sums."""

import csv
import pathlib
import random
import sys
import time
from dataclasses import dataclass

DAY = 86_400.0
TABLE = pathlib.Path(__file__).parent.parent / "support" / "w3_day.csv"


@dataclass
class Workload:
    """Rows of (start, calls per second, agents); service and patience draw seconds."""

    rows: list
    patience_mean: float | None
    lognormal: bool
    service_mean: float

    def service(self):
        if self.lognormal:
            return random.lognormvariate(MU, SIGMA)
        return random.expovariate(1 / self.service_mean)

    def patience(self):
        return random.expovariate(1 / self.patience_mean) if self.patience_mean else float("inf")


# Mean 240 s and standard deviation 240 s.
SIGMA = 0.832_554_611_157_697_7
MU = 5.480_638_923_341_991 - SIGMA * SIGMA / 2


def workload(name):
    if name == "w1":
        return Workload([(0.0, 100 / 180, 100)], 120.0, False, 180.0)
    if name == "w2":
        return Workload([(0.0, 47.5 / 180, 50)], None, False, 180.0)
    with open(TABLE) as table:
        rows = [(float(r["start_s"]), float(r["calls_per_min"]) / 60, int(r["agents"])) for r in csv.DictReader(table)]
    return Workload(rows, 180.0, True, 240.0)


@dataclass
class Sums:
    calls: int = 0
    within_20: int = 0
    lost: int = 0
    wait: float = 0.0

    def answered(self, wait):
        self.calls += 1
        self.wait += wait
        self.within_20 += wait <= 20

    def hung_up(self, wait):
        self.calls += 1
        self.wait += wait
        self.lost += 1


def arrivals(load):
    """Times of the calls of one day: exponential gaps, begun anew where the rate changes."""
    ends = [row[0] for row in load.rows[1:]] + [DAY]
    for (start, rate, _), end in zip(load.rows, ends):
        at = start + random.expovariate(rate)
        while at < end:
            yield at
            at += random.expovariate(rate)


def main(play, version):
    """Arguments: workload, days, seed. `play(load, days, sums)` plays the days."""
    name, days, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    random.seed(seed)
    load, sums = workload(name), Sums()
    start = time.perf_counter()
    play(load, days, sums)
    seconds = time.perf_counter() - start
    report(version, sums.calls, sums.within_20, sums.lost, sums.wait, seconds)


def report(version, calls, within_20, lost, wait, seconds):
    print(f"{version},{calls},{within_20},{lost},{wait:.3f},{seconds:.6f}")
