"""How an entry is judged: the table of reasons, from top to bottom."""

from collections import defaultdict

from .. import clock
from .merges import Differs, content, entry as merged
from .works import Works

PER = ("entry", "day", "all")
CAP_REASON = {"entry": "cap-per-entry", "day": "cap-per-day", "all": "cap-in-all"}
ONE_TICK = {"amount": 1, "unit": "activities"}  # what an entry without an amount stands for


def judge(challenge, enrolled_on, today, entries, corrected=None):
    """(entry, credited, reason or None) for each entry, in the order of the rules.

    `corrected`: the ids of what is corrected, where more entries than these say so.
    """
    entries = in_order(one_of_each(entries))
    if corrected is None:
        corrected = corrected_by(entries)
    window = Window(challenge, enrolled_on, today, corrected)
    bearing = _of_goal(challenge)
    verdicts = []
    for entry in entries:
        amount = entry.get("amount") or ONE_TICK
        reason = window.refuses(entry) or bearing.refuses(entry, amount)
        credited = 0
        if not reason:
            credited, reason = bearing.credit(entry, amount)
        verdicts.append((entry, credited, reason))
    return bearing.afterwards(verdicts)


def one_of_each(entries):
    """Of several copies of one entry one is judged: voided and received when the first of them was."""
    kept = {}
    for entry in entries:
        other = kept.get(entry["id"])
        try:
            kept[entry["id"]] = entry if other is None else merged(other, entry)
        except Differs:
            kept[entry["id"]] = min(other, entry, key=lambda copy: (_voided(copy), content(copy)))
    return list(kept.values())


def corrected_by(entries):
    """The ids that an entry which is not voided corrects."""
    return {e["corrects"] for e in entries if e.get("corrects") and not e.get("voidedAt")}


def _voided(entry):
    return (0, clock.key(entry["voidedAt"])) if entry.get("voidedAt") else (1, (0, ""))


def in_order(entries):
    return sorted(entries, key=lambda e: (e["occurredOn"], clock.key(e["recordedAt"]), e["id"]))


class Window:
    """The reasons that look at days only."""

    def __init__(self, challenge, enrolled_on, today, corrected):
        self.challenge, self.today, self.corrected = challenge, today, corrected
        self.joined = enrolled_on if challenge.get("countFrom") == "enrolment" else None
        self.until = max(challenge.get("logUntil") or challenge["ends"], challenge["ends"])

    def refuses(self, entry):
        day = entry["occurredOn"]
        if entry.get("voidedAt"):
            return "voided"
        if entry["id"] in self.corrected:
            return "corrected"
        if day < self.challenge["starts"]:
            return "too-early"
        if day > self.challenge["ends"]:
            return "too-late"
        if self.joined and day < self.joined:
            return "before-joining"
        if self._received(entry) > self.until:
            return "arrived-late"
        return None

    def _received(self, entry):
        if not entry.get("receivedAt"):
            return self.today
        return clock.day_in(self.challenge.get("zone"), entry["receivedAt"]).isoformat()


def _of_goal(challenge):
    goal = challenge["goal"]
    return Checklist(goal) if goal["kind"] == "checklist" else Amounts(challenge, goal)


class Checklist:
    """A tick for each item; units and caps bear on nothing."""

    def __init__(self, goal):
        self.items = {item["id"]: item.get("code") is True for item in goal["items"]}
        self.ticked = set()

    def refuses(self, entry, _amount):
        item = entry.get("item")
        if item not in self.items or (self.items[item] and entry.get("source") != "code"):
            return "not-on-the-list"
        return "again" if item in self.ticked else None

    def credit(self, entry, amount):
        self.ticked.add(entry["item"])
        return amount["amount"], None

    def afterwards(self, verdicts):
        return verdicts


class Amounts:
    """Totals, days and streaks: works, units, caps, and what a day must reach."""

    def __init__(self, challenge, goal):
        total = goal["kind"] == "total"
        self.unit = goal.get("unit")  # works are told apart in the goal's own unit only
        self.units = goal_units(challenge, goal)
        self.at_least = None if total else goal.get("atLeast")
        distinct = challenge.get("distinct") is True and total and goal["unit"] in ("books", "activities")
        self.works = Works() if distinct else None
        self.caps = smallest_caps(challenge.get("caps") or [])
        self.used = defaultdict(int)

    def refuses(self, entry, amount):
        if self.units is not None and amount["unit"] not in self.units:
            return "other-unit"
        if self.works and amount["unit"] == self.unit and self.works.has(entry.get("work")):
            return "again"
        return None

    def credit(self, entry, amount):
        left, reason = amount["amount"], None
        unit = amount["unit"]
        used = {"entry": 0, "day": self.used[unit, entry["occurredOn"]], "all": self.used[unit, None]}
        for per in PER:
            cap = self.caps.get((per, unit))
            if cap is not None and max(0, cap - used[per]) < left:
                left, reason = max(0, cap - used[per]), CAP_REASON[per]
        self.used[unit, entry["occurredOn"]] += left
        self.used[unit, None] += left
        if left and self.works and unit == self.unit:
            self.works.add(entry.get("work"))
        return left, reason

    def afterwards(self, verdicts):
        if not self.at_least:
            return verdicts
        short = short_days(verdicts, self.at_least)
        judged = (None, *CAP_REASON.values())
        return [
            (entry, 0, "day-too-short") if reason in judged and entry["occurredOn"] in short else (entry, credited, reason)
            for entry, credited, reason in verdicts
        ]


def short_days(verdicts, at_least):
    """The days on which what the caps left does not reach what a day must."""
    sums = defaultdict(int)
    for entry, credited, _reason in verdicts:
        sums[entry["occurredOn"]] += credited
    return {day for day, amount in sums.items() if amount < at_least["amount"]}


def goal_units(challenge, goal):
    """The units a goal takes; None: any."""
    if goal["kind"] == "total" and goal["unit"] != "days":
        return {goal["unit"], *rates_into(challenge, goal["unit"])}
    if goal["kind"] != "total" and goal.get("atLeast"):
        return {goal["atLeast"]["unit"]}
    return None


def rates_into(challenge, unit):
    """From unit to (from, to): the first rate from each unit into this one."""
    rates = {}
    for rate in challenge.get("rates") or []:
        source = rate["from"]["unit"]
        if rate["to"]["unit"] == unit and source != unit and source not in rates:
            rates[source] = (rate["from"]["amount"], rate["to"]["amount"])
    return rates


def smallest_caps(caps):
    smallest = {}
    for cap in caps:
        place = (cap["per"], cap["unit"])
        if cap["unit"] != "days":
            smallest[place] = min(cap["amount"], smallest.get(place, cap["amount"]))
    return smallest
