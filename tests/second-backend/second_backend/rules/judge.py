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

    `corrected`: the ids of what is corrected, where more entries than these, or another version, say so.
    """
    entries = in_order(one_of_each(entries))
    if corrected is None:
        corrected = corrected_in(challenge, today, entries)
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


def corrected_in(challenge, today, entries):
    """The ids of the entries another one stands in the place of, by the challenge in force."""
    window = Window(challenge, None, today, ())
    return corrected_by(entries, {e["id"] for e in entries if not e.get("voidedAt") and not window.is_late(e)})


def corrected_by(entries, standing):
    """Of an entry and all that correct it, one after another, one counts: of those in `standing`, the last without a successor."""
    target = {e["id"]: e["corrects"] for e in entries if e.get("corrects")}
    corrected = set()
    for name in standing:  # whatever lies on the way from a standing entry is replaced
        while (name := target.get(name)) is not None and name not in corrected:
            corrected.add(name)
    origins, last = _origins(target), {}
    for entry in entries:
        if entry["id"] in standing and entry["id"] not in corrected and entry["id"] in origins:
            last.setdefault(origins[entry["id"]], []).append((clock.key(entry["recordedAt"]), entry["id"]))
    for rivals in last.values():
        corrected.update(name for _moment, name in sorted(rivals)[:-1])
    return corrected


def _origins(target):
    """Where one comes to by following `target`: the id that corrects nothing, or the smallest of a circle."""
    origins = {}
    for start in target:
        path, seen, name = [], set(), start
        while name in target and name not in origins and name not in seen:
            path.append(name)
            seen.add(name)
            name = target[name]
        if name in seen:
            origin = min(path[path.index(name):])
        else:
            origin = origins.get(name, name)
        origins.update((step, origin) for step in path)
    return origins


def _voided(entry):
    return (0, clock.key(entry["voidedAt"])) if entry.get("voidedAt") else (1, (0, 0))


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
        if self.is_late(entry):
            return "arrived-late"
        return None

    def is_late(self, entry):
        return self._received(entry) > self.until

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
