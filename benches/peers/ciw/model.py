"""Ciw: a network of one node with reneging; head-counts are its schedule of servers."""

import pathlib
import random
import sys

import ciw

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from workloads import DAY, main


class Service(ciw.dists.Distribution):
    def __init__(self, load):
        self.load = load

    def sample(self, t=None, ind=None):
        return self.load.service()


def network(load):
    ends = [row[0] for row in load.rows[1:]] + [DAY]
    rates = [row[1] for row in load.rows]
    counts = [row[2] for row in load.rows]
    steady = len(load.rows) == 1
    patience = [ciw.dists.Exponential(1 / load.patience_mean)] if load.patience_mean else None
    return ciw.create_network(
        arrival_distributions=[ciw.dists.PoissonIntervals(rates=rates, endpoints=ends, max_sample_date=DAY)],
        service_distributions=[Service(load)],
        number_of_servers=counts if steady else [ciw.Schedule(numbers_of_servers=counts, shift_end_dates=ends)],
        reneging_time_distributions=patience,
    )


def play(load, days, sums):
    for _ in range(days):
        ciw.seed(random.getrandbits(31))
        simulation = ciw.Simulation(network(load))
        # Until the calls of the day have ended.
        simulation.simulate_until_max_time(DAY + 7_200)
        for record in simulation.get_all_records(only=["service", "renege"]):
            if record.record_type == "service":
                sums.answered(record.waiting_time)
            else:
                sums.hung_up(record.waiting_time)


if __name__ == "__main__":
    main(play, ciw.__version__)
