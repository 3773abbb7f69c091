"""What the days of a reader come to: sums, windows of days, runs."""

from collections import Counter
from datetime import date

from .judge import rates_into


def counting_days(verdicts):
    """The days with an entry that counts."""
    return sorted({entry["occurredOn"] for entry, credited, _reason in verdicts if credited})


class Total:
    """A sum in one unit; what is in another is converted as a sum, rounded down once."""

    def __init__(self, challenge):
        self.unit = challenge["goal"]["unit"]
        self.rates = rates_into(challenge, self.unit)
        self.sums = Counter()

    def take(self, _day, verdicts):
        for entry, credited, _reason in verdicts:
            self.sums[(entry.get("amount") or {}).get("unit", "activities")] += credited

    def amount(self):
        converted = sum(self.sums[unit] * to // of for unit, (of, to) in self.rates.items())
        return self.sums[self.unit] + converted


class Days:
    """The number of days, or the most of them in any `within` days in a row."""

    def __init__(self, within=None):
        self.within, self.days, self.most = within, [], 0

    def take(self, day, _verdicts):
        today = date.fromisoformat(day).toordinal()
        self.days.append(today)
        if self.within:
            self.days = [d for d in self.days if d > today - self.within]
        self.most = max(self.most, len(self.days))

    def amount(self):
        return self.most


class Streak:
    """The longest run: from one active day to another with at most `freezes` days between them not active."""

    def __init__(self, freezes):
        self.freezes, self.days, self.first, self.longest = freezes, [], 0, 0

    def take(self, day, _verdicts):
        self.days.append(date.fromisoformat(day).toordinal())
        while not_active(self.days, self.first) > self.freezes:
            self.first += 1
        self.longest = max(self.longest, len(self.days) - self.first)

    def amount(self):
        return self.longest

    def run(self, today):
        current = frozen = 0
        if self.days:
            between = max(0, date.fromisoformat(today).toordinal() - self.days[-1] - 1)
            if between <= self.freezes:
                first = 0
                while not_active(self.days, first) + between > self.freezes:
                    first += 1
                current = len(self.days) - first
                frozen = not_active(self.days, first) + between
        return {"longest": self.longest, "current": current, "frozen": frozen}


def not_active(days, first):
    """How many days from days[first] to the last one are not among them."""
    return days[-1] - days[first] + 1 - (len(days) - first)


class Checklist:
    """The number of items ticked."""

    def __init__(self):
        self.ticked = []

    def take(self, _day, verdicts):
        self.ticked += [entry["item"] for entry, _credited, reason in verdicts if reason is None]

    def amount(self):
        return len(self.ticked)


def counter_for(challenge):
    goal = challenge["goal"]
    if goal["kind"] == "checklist":
        return Checklist()
    if goal["kind"] == "streak":
        return Streak(goal.get("freezes") or 0)
    if goal["kind"] == "days":
        return Days(goal.get("within"))
    return Days() if goal["unit"] == "days" else Total(challenge)


def unit_of(challenge):
    return {"total": challenge["goal"].get("unit"), "checklist": "activities"}.get(challenge["goal"]["kind"], "days")


def target_of(challenge):
    goal = challenge["goal"]
    if goal["kind"] == "checklist":  # never more than there is
        return min(goal.get("target") or len(goal["items"]), len(goal["items"]))
    return goal["target"]
