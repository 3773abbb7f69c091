"""The rules by the words of RULES.md, case by case, so that a fault shows without the vectors too."""

import random
import unittest

from second_backend.rules import awards, board, fold

from .vectors import entries_of

JUNE = {"starts": "2026-06-01", "ends": "2026-06-30", "zone": "Europe/Lisbon"}


def line(name, day, amount=20, unit="minutes", **more):
    return {"id": name, "occurredOn": f"2026-06-{day:02}", "amount": {"amount": amount, "unit": unit}, **more}


def folded(goal, lines, today="2026-06-30", joined=None, **more):
    return fold({**JUNE, "goal": goal, **more}, joined, today, entries_of(lines))


def reasons(standing):
    return {e["id"]: reason for e, _, reason in standing.verdicts if reason}


def credited(standing):
    return [amount for _, amount, _ in standing.verdicts]


MINUTES = {"kind": "total", "unit": "minutes", "target": 100}


class Rules(unittest.TestCase):
    def test_window(self):
        lines = [{**line("a", 1), "occurredOn": "2026-05-31"}, line("b", 1), line("c", 30), {**line("d", 1), "occurredOn": "2026-07-01"}]
        self.assertEqual(reasons(folded(MINUTES, lines)), {"a": "too-early", "d": "too-late"})
        self.assertEqual(reasons(folded(MINUTES, [line("a", 3), line("b", 5)], joined="2026-06-04", countFrom="enrolment")),
                         {"a": "before-joining"})

    def test_arrival_in_the_zone(self):
        lines = [line("a", 30, receivedAt="2026-06-30T22:59:59Z"), line("b", 30, receivedAt="2026-06-30T23:00:00Z"), line("c", 30)]
        self.assertEqual(reasons(folded(MINUTES, lines)), {"b": "arrived-late"})
        self.assertEqual(reasons(folded(MINUTES, lines, today="2026-07-01")), {"b": "arrived-late", "c": "arrived-late"})
        self.assertEqual(reasons(folded(MINUTES, lines, today="2026-07-01", logUntil="2026-07-01")), {})

    def test_voids_and_corrections(self):
        lines = [line("a", 1), line("b", 1, 5, corrects="a"), line("c", 2, voidedAt="2026-06-03T00:00:00Z", corrects="d"), line("d", 2)]
        self.assertEqual(reasons(folded(MINUTES, lines + [line("c", 2)])), {"a": "corrected", "c": "voided"})

    def test_of_one_reading_one_counts(self):
        """Against the words, tried out on every pair: any tree of corrections, and circles."""
        draw = random.Random(11)
        for _n in range(400):
            lines = [line(str(k), 1, 1 + k, recordedAt=f"2026-06-0{draw.randint(1, 4)}T12:00:00Z") for k in range(draw.randint(0, 9))]
            for one in lines:
                if draw.random() < 0.6:
                    one["corrects"] = str(draw.randint(0, 10))
                if draw.random() < 0.3:
                    one["voidedAt"] = "2026-06-20T00:00:00Z"
                if draw.random() < 0.2:
                    one["receivedAt"] = "2026-07-09T00:00:00Z"
            found = {name for name, reason in reasons(folded(MINUTES, lines)).items() if reason == "corrected"}
            target = {one["id"]: one.get("corrects") for one in lines}

            def way(name):
                names = []
                while (name := target.get(name)) is not None and name not in names:
                    names.append(name)
                return names

            stand = [one for one in lines if "voidedAt" not in one and "receivedAt" not in one]
            replaced = {name for one in stand for name in way(one["id"])}
            left = [one for one in stand if one["id"] not in replaced]
            for one in lines:
                later = [other for other in left if (other["recordedAt"], other["id"]) > (one["recordedAt"], one["id"])
                         and set(way(one["id"])) & set(way(other["id"]))]
                expected = "voidedAt" not in one and (one["id"] in replaced or (one in stand and bool(later)))
                self.assertEqual(one["id"] in found, expected, lines)

    def test_rates_round_once(self):
        rates = [{"from": {"amount": 2, "unit": "pages"}, "to": {"amount": 3, "unit": "minutes"}}]
        lines = [line(n, 1, 1, "pages") for n in "abc"] + [line("d", 1, 1, "books")]
        standing = folded(MINUTES, lines, rates=rates)
        self.assertEqual((standing.amount, credited(standing), reasons(standing)), (4, [1, 1, 1, 0], {"d": "other-unit"}))

    def test_caps(self):
        caps = [{"per": per, "amount": amount, "unit": "minutes"} for per, amount in (("entry", 30), ("day", 50), ("all", 70), ("all", 90))]
        standing = folded(MINUTES, [line("a", 1, 40), line("b", 1, 25), line("c", 2, 40), line("d", 2, 1)], caps=caps)
        self.assertEqual(credited(standing), [30, 20, 20, 0])
        self.assertEqual(reasons(standing), {"a": "cap-per-entry", "b": "cap-per-day", "c": "cap-in-all", "d": "cap-in-all"})

    def test_same_work(self):
        books = {"kind": "total", "unit": "books", "target": 9}
        works = [{"title": "Emma", "author": "Austen"}, {"title": "EMMA"}, {"title": "Emma", "author": "Other"},
                 {"title": "X", "isbn": "0-306-40615-2"}, {"title": "Y", "isbn": "978-0-306-40615-7"}, None]
        standing = folded(books, [line(str(n), 1, 1, "books", work=work) for n, work in enumerate(works)], distinct=True)
        self.assertEqual(reasons(standing), {"1": "again", "4": "again"})

    def test_days(self):
        goal = {"kind": "days", "target": 3, "within": 4, "atLeast": {"amount": 20, "unit": "minutes"}}
        lines = [line("a", 1), line("b", 3, 10), line("c", 3, 10), line("d", 4), line("e", 9, 19), line("f", 9, 3, "pages"), line("g", 10)]
        standing = folded(goal, lines)
        self.assertEqual((standing.amount, standing.done, standing.reached), (3, True, {None: "2026-06-04"}))
        self.assertEqual(reasons(standing), {"e": "day-too-short", "f": "other-unit"})

    def test_streak(self):
        goal = {"kind": "streak", "target": 5, "freezes": 2}
        days = [1, 2, 3, 6, 7, 10, 11, 12]
        lines = [line(str(d), d) for d in days]
        standing = folded(goal, lines, today="2026-06-14")
        self.assertEqual(standing.run, {"longest": 5, "current": 3, "frozen": 1})
        self.assertEqual(standing.reached, {None: "2026-06-07"})
        self.assertEqual(folded(goal, lines, today="2026-06-12").run, {"longest": 5, "current": 5, "frozen": 2})
        self.assertEqual(folded(goal, lines, today="2026-06-16").run, {"longest": 5, "current": 0, "frozen": 0})

    def test_checklist(self):
        goal = {"kind": "checklist", "items": [{"id": "a"}, {"id": "b", "code": True}]}
        lines = [line(n, 1, 1, "activities", item=i, **more) for n, i, more in
                 (("1", "a", {}), ("2", "a", {}), ("3", "b", {}), ("4", "b", {"source": "code"}), ("5", "z", {}))]
        standing = folded(goal, lines)
        self.assertEqual((standing.ticked, standing.target, standing.done), (["a", "b"], 2, True))
        self.assertEqual(reasons(standing), {"2": "again", "3": "not-on-the-list", "5": "not-on-the-list"})

    def test_nothing_earned_is_lost(self):
        def version(target):
            return {**JUNE, "goal": {**MINUTES, "target": target}}

        versions = [{"since": "2026-06-01T00:00:00Z", "challenge": version(40)}, {"since": "2026-06-10T00:00:00Z", "challenge": version(90)}]
        lines = [line("a", 5, 40, receivedAt="2026-06-05T12:00:00Z"), line("b", 6, 10, receivedAt="2026-06-20T12:00:00Z")]
        found = awards(versions, None, "2026-06-30", entries_of(lines))
        self.assertEqual(found, {None: {"on": "2026-06-05", "version": 1}})
        found = awards(versions, None, "2026-06-30", entries_of(lines + [line("c", 7, 40, receivedAt="2026-06-21T12:00:00Z")]))
        self.assertEqual(found, {None: {"on": "2026-06-07", "version": 2}})

    def test_order_and_copies_do_not_matter(self):
        draw = random.Random(7)
        units = ("minutes", "pages", "books")
        goals = [MINUTES, {"kind": "days", "target": 3, "within": 5}, {"kind": "streak", "target": 4, "freezes": 1},
                 {"kind": "total", "unit": "days", "target": 4}, {"kind": "checklist", "items": [{"id": "x"}, {"id": "y"}]}]
        for n in range(200):
            lines = entries_of([line(str(k), draw.randint(1, 30), draw.randint(1, 60), draw.choice(units), item=draw.choice("xyz"))
                                for k in range(draw.randint(0, 20))])
            for one in draw.sample(lines, len(lines) // 4):
                lines.append({**one, "voidedAt": "2026-06-30T00:00:00Z"})
            challenge = {**JUNE, "goal": goals[n % len(goals)], "caps": [{"per": "day", "amount": 50, "unit": "minutes"}],
                         "rates": [{"from": {"amount": 7, "unit": "pages"}, "to": {"amount": 5, "unit": "minutes"}}],
                         "milestones": [{"id": "m", "at": 2}]}
            mixed = lines * 2
            draw.shuffle(mixed)
            self.assertEqual(fold(challenge, None, "2026-06-20", lines), fold(challenge, None, "2026-06-20", mixed))

    def test_board(self):
        readers = [{"nickname": n, "amount": a, "team": t, "board": True} for n, a, t in
                   (("Ada", 10, "x"), ("Bea", 10, "x"), ("Cy", 5, "y"), ("Di", 0, "x"), ("Ed", 5, "y"))]
        readers.append({"nickname": "No", "amount": 99, "team": "y", "board": False})
        boards = {"kinds": ["readers", "teams", "house"], "by": "head", "minimum": 2}
        found = board(boards, readers, [{"id": "x", "name": "X"}, {"id": "y", "name": "Y"}])
        self.assertEqual([(r["rank"], r["nickname"]) for r in found["readers"]], [(1, "Ada"), (1, "Bea"), (3, "Cy"), (3, "Ed")])
        self.assertEqual([(t["rank"], t["name"], t["perHead"]) for t in found["teams"]], [(1, "X", 6.66), (2, "Y", 5)])
        self.assertEqual(found["house"], {"amount": 30, "readers": 5, "perHead": 6})
        self.assertEqual(board({**boards, "minimum": 5}, readers, []), {"minimum": 5, "hidden": True})
