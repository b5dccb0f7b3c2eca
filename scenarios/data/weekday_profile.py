"""The mean weekday of a large contact centre, as a profile for holdline.

    python3 weekday_profile.py DATA_DIR > weekday_profile.csv

DATA_DIR holds the half-hour figures (`intervals_30min.csv`), the calendar (`calendar.csv`) and the call log of April
(`calls_2014-04.csv`) of the VANAD 2014 data. The profile goes to standard output. What else a scenario needs - handle
time, patience, how much days differ - goes to standard error. Nothing but Python's own library is needed.
"""

import csv
import statistics
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path

OPEN, CLOSE = "08:00", "20:00"
TOTAL = 2500  # calls a day for a hotline of 40 seats: the shape is the data's, the size is ours


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def ordinary_weekdays(calendar):
    """Open Mondays to Fridays, without holidays and without the first working day after one."""
    days, after_holiday = [], False
    for row in calendar:
        day = date.fromisoformat(row["date"])
        if row["holiday"]:
            after_holiday = True
        elif day.weekday() < 5:
            if not after_holiday:
                days.append(row["date"])
            after_holiday = False
    return days


def half_hours(intervals, days):
    """Calls by day and half hour, all queues together, within opening hours."""
    wanted, calls = set(days), defaultdict(dict)
    for row in intervals:
        if row["queue"] == "all" and row["date"] in wanted and OPEN <= row["interval_start"] < CLOSE:
            calls[row["date"]][row["interval_start"]] = int(row["calls"])
    return calls


def profile(calls):
    """Mean calls per half hour over the days, scaled to TOTAL calls a day."""
    starts = sorted(next(iter(calls.values())))
    sums = {start: sum(day[start] for day in calls.values()) for start in starts}
    whole = sum(sums.values())
    return {start: TOTAL * sums[start] / whole for start in starts}


def busyness_cv(calls):
    """CV of a day's calls about the mean of its weekday in its month, less what chance alone (Poisson) brings."""
    alike = defaultdict(list)
    for day, counts in calls.items():
        alike[date.fromisoformat(day).weekday(), day[:7]].append(sum(counts.values()))
    squares = degrees = chance = 0.0
    for totals in alike.values():
        mean = statistics.fmean(totals)
        squares += sum((total / mean - 1) ** 2 for total in totals)
        degrees += len(totals) - 1
        chance += len(totals) / mean
    return (squares / degrees - chance / len(calls)) ** 0.5


def figures(calls, log, out):
    days = len(calls)
    print(f"ordinary weekdays: {days}, {min(calls)} to {max(calls)}", file=out)
    print(f"calls a day: {sum(sum(d.values()) for d in calls.values()) / days:.0f}", file=out)
    print(f"busyness CV about weekday and month: {busyness_cv(calls):.3f}", file=out)
    log = list(log)
    talk = [int(row["service_s"]) for row in log if row["service_s"]]
    mean = statistics.fmean(talk)
    print(f"talk: {len(talk)} calls, mean {mean:.1f} s, CV {statistics.pstdev(talk) / mean:.3f}", file=out)
    waited, left = sum(int(row["wait_s"]) for row in log), sum(row["outcome"] == "abandoned" for row in log)
    print(f"patience: {left} hung up, all waiting / hang-ups = {waited / left:.0f} s", file=out)


def main():
    folder = Path(sys.argv[1])
    days = ordinary_weekdays(rows(folder / "calendar.csv"))
    calls = half_hours(rows(folder / "intervals_30min.csv"), days)
    figures(calls, rows(folder / "calls_2014-04.csv"), sys.stderr)
    print("interval_start,calls")
    for start, number in profile(calls).items():
        print(f"{start},{number:.1f}")


if __name__ == "__main__":
    main()
