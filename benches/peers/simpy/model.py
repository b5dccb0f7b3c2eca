"""SimPy: a process per caller who requests an agent or gives up; people not on duty hold their place themselves."""

import pathlib
import sys

import simpy

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from workloads import arrivals, main

OFF_DUTY, CALLER = 0, 1


def play(load, days, sums):
    for _ in range(days):
        env = simpy.Environment()
        most = max(row[2] for row in load.rows)
        agents = simpy.PriorityResource(env, most)
        env.process(head_count(env, load, agents, most))
        env.process(source(env, load, agents, sums))
        env.run()


def source(env, load, agents, sums):
    for at in arrivals(load):
        yield env.timeout(at - env.now)
        env.process(caller(env, load, agents, sums))


def caller(env, load, agents, sums):
    joined = env.now
    with agents.request(priority=CALLER) as request:
        if load.patience_mean:
            yield request | env.timeout(load.patience())
        else:
            yield request
        if not request.triggered:
            sums.hung_up(env.now - joined)
            return
        sums.answered(env.now - joined)
        yield env.timeout(load.service())


def head_count(env, load, agents, most):
    """Who is off duty holds an agent of the resource, ahead of every caller, until needed again."""
    off = []
    for start, _, count in load.rows:
        if start > env.now:
            yield env.timeout(start - env.now)
        while len(off) < most - count:
            off.append(agents.request(priority=OFF_DUTY))
        while len(off) > most - count:
            agents.release(off.pop())


if __name__ == "__main__":
    main(play, simpy.__version__)
