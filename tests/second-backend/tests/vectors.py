"""The vectors of the contract, made whole: what they leave out to be readable is filled in."""

import copy
import json
import os
from pathlib import Path

from second_backend import clock
from second_backend.rules import awards, board, fold, has_board, merges, settle

CONTRACT = Path(os.environ.get("ATRIUM_CONTRACT") or Path(__file__).resolve().parents[3] / "contract")
NOW = "2100-01-01T00:00:00Z"


def cases():
    for file in sorted((CONTRACT / "vectors").glob("*.json")):
        for case in json.loads(file.read_text())["cases"]:
            yield file.stem, case


def entries_of(lines, before=0):
    """Entries with the moment they were written down where it is left out: at noon, each line a second later."""
    whole = []
    for n, line in enumerate(lines, start=before):
        moment = f"{line['occurredOn']}T{12 + n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}Z"
        whole.append({"recordedAt": moment, **line})
    return whole


class Run:
    """One case, step by step; `differences` is what came out otherwise than expected."""

    def __init__(self, case):
        self.case, self.differences = case, []
        if "merge" in case:
            return self.merge(case)
        if "readers" in case:
            return self.board(case)
        self.versions = case.get("versions") or [{"since": "1970-01-01T00:00:00Z", "challenge": case["challenge"]}]
        self.entries, self.kept = entries_of(case.get("entries") or []), {}
        self.step(case)
        for step in case.get("then") or []:
            more = copy.deepcopy(step)
            for name in more.get("redeem") or []:
                self.kept[None if name == "goal" else name]["redeemedAt"] = NOW
            self.entries += entries_of(more.get("entries") or [], len(self.entries))
            if "today" in more or "now" in more:
                self.case = {name: value for name, value in self.case.items() if name not in ("today", "now")}
            self.case = {**self.case, **{name: more[name] for name in ("today", "now", "enrolledOn") if name in more}}
            self.versions = more.get("versions") or self.versions
            self.step(more)

    def today(self, challenge):
        """A case that says neither is one where it does not matter: its last day."""
        if "now" in self.case:
            return clock.day_in(challenge["zone"], self.case["now"]).isoformat()
        return self.case.get("today", challenge["ends"])

    def step(self, step):
        challenge = self.versions[-1]["challenge"]
        joined, today = self.case.get("enrolledOn"), self.today(challenge)
        standing = fold(challenge, joined, today, self.entries)
        settle(self.kept, awards(self.versions, joined, today, self.entries), NOW)
        found = {
            "doneOn": standing.reached.get(None), "amount": standing.amount, "target": standing.target, "unit": standing.unit, "done": standing.done,
            "run": standing.run, "ticked": standing.ticked, "days": standing.days,
            "credited": {e["id"]: credited for e, credited, _ in standing.verdicts},
            "reasons": {e["id"]: reason for e, _, reason in standing.verdicts if reason},
            "reached": {name: day for name, day in standing.reached.items() if name is not None},
            "awards": [{**({} if name is None else {"milestone": name}), **award} for name, award in self.kept.items() if "withdrawnAt" not in award],
            "withdrawn": sorted(name or "goal" for name, award in self.kept.items() if "withdrawnAt" in award),
        }
        for name, expected in step.get("expect", {}).items():
            self.compare(name, expected, found.get(name, "NOT KNOWN HERE"))

    def compare(self, name, expected, found):
        if name == "awards" and isinstance(found, list):
            ok = len(expected) == len(found) and all(any(_within(e, f) for f in found) for e in expected)
        elif name in ("run", "credited"):
            ok = _within(expected, found)
        elif name == "withdrawn":
            ok = sorted(expected) == found
        else:
            ok = expected == found
        if not ok:
            self.differences.append(f"{name}: expected {json.dumps(expected)}, found {json.dumps(found)}")

    def board(self, case):
        teams = [{"id": team.get("id", team.get("name")), **team} for team in case.get("teams") or []]
        readers = [{**reader, "board": reader.get("board") is True and "nickname" in reader} for reader in case["readers"]]
        found = {"none": not has_board(case), "hidden": False}
        if not found["none"]:
            found.update(board(case["boards"], readers, teams))
        for name, expected in case["expect"].items():
            self.compare(name, expected, found.get(name))

    def merge(self, case):
        """In either order, and again."""
        rule, one, other = getattr(merges, case["merge"]), case["one"], case["other"]
        for first, second in ((one, other), (other, one)):
            try:
                merged = rule(first, second)
                again = [rule(merged, merged), rule(merged, first), rule(second, merged)]
            except merges.Differs:
                self.compare("differs", case["expect"].get("differs"), True)
                continue
            for found in (merged, *again):
                self.compare("merged", case["expect"].get("merged"), found)


def _within(expected, found):
    """Whether all that is named is so."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return all(name in found and _within(value, found[name]) for name, value in expected.items())
    return expected == found
