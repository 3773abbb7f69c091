"""The fold: what a reader has reached in one version of a challenge."""

from collections import defaultdict
from dataclasses import dataclass, field

from .goals import Checklist, Streak, counter_for, counting_days, target_of, unit_of
from .judge import judge

GOAL = None  # the goal among the things reached, beside the ids of milestones


@dataclass
class Standing:
    amount: int
    target: int
    unit: str
    verdicts: list  # (entry, credited, reason or None)
    days: list
    reached: dict = field(default_factory=dict)  # milestone or GOAL to day
    run: dict | None = None
    ticked: list | None = None

    @property
    def done(self):
        return self.amount >= self.target


def fold(challenge, enrolled_on, today, entries, corrected=None):
    """All days are texts `2026-11-23`, which compare as days do; `enrolled_on` may be None."""
    verdicts = judge(challenge, enrolled_on, today, entries, corrected)
    days = counting_days(verdicts)
    by_day = defaultdict(list)
    for verdict in verdicts:
        if verdict[1]:
            by_day[verdict[0]["occurredOn"]].append(verdict)

    steps = [(m["id"], m["at"]) for m in challenge.get("milestones") or []] + [(GOAL, target_of(challenge))]
    counter, reached = counter_for(challenge), {}
    for day in days:
        counter.take(day, by_day[day])
        amount = counter.amount()
        for name, at in steps:
            if amount >= at:
                reached.setdefault(name, day)

    return Standing(
        amount=counter.amount(),
        target=target_of(challenge),
        unit=unit_of(challenge),
        verdicts=verdicts,
        days=days,
        reached=reached,
        run=counter.run(today) if isinstance(counter, Streak) else None,
        ticked=counter.ticked if isinstance(counter, Checklist) else None,
    )
