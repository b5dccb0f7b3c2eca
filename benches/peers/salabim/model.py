"""salabim: a component per caller who requests an agent with a fail delay; the head-count is the resource's capacity."""

import pathlib
import sys

import salabim as sim

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from workloads import arrivals, main

sim.yieldless(False)


class Source(sim.Component):
    def process(self, load, agents, sums):
        for at in arrivals(load):
            yield self.hold(till=at)
            Caller(load=load, agents=agents, sums=sums)


class Caller(sim.Component):
    def process(self, load, agents, sums):
        joined = self.env.now()
        if load.patience_mean:
            yield self.request(agents, fail_delay=load.patience())
        else:
            yield self.request(agents)
        if self.failed():
            sums.hung_up(self.env.now() - joined)
            return
        sums.answered(self.env.now() - joined)
        yield self.hold(load.service())
        self.release(agents)


class HeadCount(sim.Component):
    def process(self, load, agents):
        for start, _, count in load.rows:
            yield self.hold(till=start)
            agents.set_capacity(count)


def play(load, days, sums):
    for _ in range(days):
        env = sim.Environment(trace=False, random_seed="*")
        agents = sim.Resource("agents", capacity=load.rows[0][2], monitor=False)
        HeadCount(load=load, agents=agents)
        Source(load=load, agents=agents, sums=sums)
        env.run()


if __name__ == "__main__":
    main(play, sim.__version__)
