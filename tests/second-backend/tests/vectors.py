"""The vectors of the contract, made whole: what they leave out to be readable is filled in."""

import copy
import json
import os
from pathlib import Path

from second_backend.rules import awards, board, fold, settle

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
        self.versions = case.get("versions") or ([{"since": "1970-01-01T00:00:00Z", "challenge": case["challenge"]}] if "challenge" in case else [])
        self.entries, self.kept = entries_of(case.get("entries") or []), {}
        if "boards" in case or "readers" in case:
            self.board(case)
            return
        self.step(case)
        for step in case.get("then") or []:
            more = copy.deepcopy(step)
            self.entries += entries_of(more.get("entries") or [], len(self.entries))
            self.case = {**self.case, **{name: more[name] for name in ("today", "enrolledOn") if name in more}}
            self.versions = more.get("versions") or self.versions
            for name in more.get("redeem") or []:
                self.kept[None if name == "goal" else name]["redeemedAt"] = NOW
            self.step(more)

    def step(self, step):
        challenge = self.versions[-1]["challenge"]
        joined, today = self.case.get("enrolledOn"), self.case["today"]
        standing = fold(challenge, joined, today, self.entries)
        settle(self.kept, awards(self.versions, joined, today, self.entries), NOW)
        found = {
            "amount": standing.amount, "target": standing.target, "unit": standing.unit, "done": standing.done,
            "run": standing.run, "ticked": standing.ticked, "days": standing.days,
            "credited": {e["id"]: credited for e, credited, _ in standing.verdicts},
            "reasons": {e["id"]: reason for e, _, reason in standing.verdicts if reason},
            "reached": {name: day for name, day in standing.reached.items() if name is not None},
            "awards": [{**({} if name is None else {"milestone": name}), **award} for name, award in self.kept.items()],
        }
        for name, expected in step.get("expect", {}).items():
            self.compare(name, expected, found.get(name, "NOT KNOWN HERE"))

    def compare(self, name, expected, found):
        if name == "awards" and isinstance(found, list):
            ok = len(expected) == len(found) and all(any(_within(e, f) for f in found) for e in expected)
        elif name in ("run", "credited"):
            ok = _within(expected, found)
        elif name == "ticked":
            ok = isinstance(found, list) and sorted(expected) == sorted(found)
        else:
            ok = expected == found
        if not ok:
            self.differences.append(f"{name}: expected {json.dumps(expected)}, found {json.dumps(found)}")

    def board(self, case):
        teams = [{"id": team.get("id", team.get("name")), **team} for team in case.get("teams") or []]
        found = board(case["boards"], case["readers"], teams)
        for name, expected in case["expect"].items():
            if expected != found.get(name):
                self.differences.append(f"{name}: expected {json.dumps(expected)}, found {json.dumps(found.get(name))}")


def _within(expected, found):
    """Whether all that is named is so."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return all(name in found and _within(value, found[name]) for name, value in expected.items())
    return expected == found
