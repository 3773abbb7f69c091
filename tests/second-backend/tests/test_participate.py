"""What a patron gives and what comes back."""

import threading
import uuid

from .served import Client, Served, enrolment, entry, pointers, profile


class Readers(Served):
    def test_profile_merges(self):
        client = self.patron()
        name = self.reader(client)
        path = f"/api/profiles/{name}"
        later = profile(name, "Bea", changedAt="2026-11-02T10:00:00+02:00")
        self.assertEqual(client("PUT", path, later).json, later)
        self.assertEqual(client("PUT", path, profile(name, "Cy", changedAt="2026-11-02T07:59:59Z")).json, later)
        alike = profile(name, "Abe", changedAt=later["changedAt"])
        self.assertEqual(client("PUT", path, alike).json, later)
        self.assertEqual(client("PUT", path, {**alike, "nickname": "Zoe", "odd": 1}).json, {**alike, "nickname": "Zoe"})
        self.refused(self.patron()("PUT", path, later), 409, "id-taken")
        self.refused(client("PUT", f"/api/profiles/{uuid.uuid4()}", later), 422, "invalid")
        self.refused(client("PUT", "/api/profiles/x", later), 404, "not-found")
        self.refused(client("GET", path), 405, "method-not-allowed")
        reply = self.refused(client("PUT", path, {"id": name, "nickname": " ", "createdAt": "yesterday"}), 422, "invalid")
        self.assertEqual(pointers(reply), ["/nickname", "/createdAt"])

    def test_profile_goes(self):
        client = self.patron()
        name = self.reader(client)
        kept = self.log(client, name)
        self.refused(self.patron()("DELETE", f"/api/profiles/{name}"), 404, "not-found")
        self.assertEqual(client("DELETE", f"/api/profiles/{name}").status, 204)
        self.refused(client("PUT", f"/api/profiles/{name}", profile(name)), 404, "not-found")
        self.refused(client("GET", f"/api/entries/{kept['id']}"), 404, "not-found")
        self.refused(client("PUT", f"/api/entries/{kept['id']}", kept), 422, "profile-unknown")
        changes = client("GET", "/api/changes").json
        self.assertEqual((changes["gone"], changes["profiles"], changes["entries"], changes["awards"]), ([name], [], [], []))

    def test_fifty_readers(self):
        client = self.patron()
        for _ in range(50):
            name = self.reader(client)
        other = str(uuid.uuid4())
        self.refused(client("PUT", f"/api/profiles/{other}", profile(other)), 422, "too-many")
        self.assertEqual(client("PUT", f"/api/profiles/{name}", profile(name)).status, 200)

    def test_enrolment(self):
        client = self.patron()
        name = self.reader(client)
        path = f"/api/enrolments/minutes/{name}"
        body = enrolment(name)
        self.assertEqual(client("PUT", path, body).status, 201)
        left = {**body, "leftAt": "2026-11-05T10:00:00Z"}
        self.assertEqual((client("PUT", path, left).status, client("PUT", path, body).json), (200, left))
        back = {**body, "changedAt": "2026-11-06T10:00:00Z"}
        self.assertEqual(client("PUT", path, back).json, back)
        nowhere = enrolment(name, "nowhere")
        self.refused(client("PUT", f"/api/enrolments/nowhere/{name}", nowhere), 422, "challenge-unknown")
        self.refused(self.patron()("PUT", path, body), 422, "profile-unknown")
        self.assertEqual(pointers(client("PUT", f"/api/enrolments/trail/{name}", body)), ["/challenge/id"])

    def test_team(self):
        maker, friend = self.patron(), self.patron()
        team = str(uuid.uuid4())
        body = {"id": team, "challenge": "minutes", "name": "Owls", "createdAt": "2026-11-01T10:00:00Z"}
        made = maker("PUT", f"/api/teams/{team}", body)
        self.assertEqual((made.status, made.json["readers"], len(made.json["invitation"])), (201, 0, 12))
        self.assertEqual(maker("PUT", f"/api/teams/{team}", {**body, "name": "Bats"}).json["name"], "Owls")
        self.refused(friend("PUT", f"/api/teams/{team}", body), 409, "id-taken")
        self.refused(friend("GET", f"/api/teams/{team}"), 404, "not-found")
        name = self.reader(friend)
        path, joins = f"/api/enrolments/minutes/{name}", enrolment(name, team=team)
        self.refused(friend("PUT", path, joins), 422, "team-unknown")
        self.refused(friend("PUT", path, {**joins, "invitation": "WRONG"}), 422, "team-unknown")
        reply = friend("PUT", path, {**joins, "invitation": made.json["invitation"].lower()})
        self.assertEqual((reply.status, "invitation" in reply.json), (201, False))
        self.assertEqual(friend("GET", f"/api/teams/{team}").json["readers"], 1)
        self.assertEqual(friend("PUT", path, {**joins, "changedAt": "2026-12-01T00:00:00Z"}).status, 200)


class Entries(Served):
    def test_entry(self):
        client = self.patron()
        name = self.reader(client)
        body = entry(name, note="a\0b \U0001f989", source="code", receivedAt="2000-01-01T00:00:00Z", odd={"a": 1})
        path = f"/api/entries/{body['id']}"
        first = client("PUT", path, body)
        self.assertEqual(first.status, 201)
        self.assertNotIn("source", first.json)
        self.assertNotIn("odd", first.json)
        self.assertGreater(first.json["receivedAt"], "2026")
        self.assertEqual(client("PUT", path, {**body, "recordedAt": "2026-11-23T20:00:00+02:00"}).json, first.json)
        self.assertEqual(client("GET", path).json, first.json)
        self.refused(client("PUT", path, {**body, "note": "other"}), 409, "entry-differs")
        self.refused(client("PUT", path, {**body, "amount": {"amount": 21, "unit": "minutes"}}), 409, "entry-differs")
        other = self.patron()
        self.refused(other("GET", path), 404, "not-found")
        self.refused(other("PUT", path, {**body, "profile": self.reader(other)}), 409, "id-taken")
        void = client("PUT", path, {**body, "voidedAt": "2026-11-24T10:00:00Z"})
        self.assertEqual((void.status, void.json["voidedAt"]), (200, "2026-11-24T10:00:00Z"))
        client("PUT", path, {**body, "voidedAt": "2026-11-25T10:00:00Z"})
        self.assertEqual(client("PUT", path, body).json, void.json)
        self.assertEqual(client("PUT", path, {**body, "voidedAt": "2026-11-23T10:00:00Z"}).json["voidedAt"], "2026-11-23T10:00:00Z")

    def test_what_is_wrong(self):
        client = self.patron()
        name = self.reader(client)
        for field, value in (("amount", {"amount": 0, "unit": "minutes"}), ("amount", {"amount": 1.5, "unit": "minutes"}),
                             ("amount", {"amount": 10**30, "unit": "minutes"}), ("amount", {"amount": True, "unit": "minutes"}),
                             ("amount", {"amount": 1, "unit": "parsecs"}), ("amount", []), ("occurredOn", "2026-02-30"),
                             ("occurredOn", "٢٠٢٦-١١-٢٣"), ("recordedAt", "2026-11-23"), ("profile", "me"), ("challenge", "minutes"),
                             ("corrects", "x"), ("voidedAt", 1), ("work", "x"), ("note", 1), ("zone", "Z" * 101), ("zone", " "), ("recordedAt", "2026-11-23T10:00:00." + "1" * 21 + "Z"), ("note", "n" * 2001), ("work", {"title": "t" * 501}), ("work", {"isbn": "1" * 41}),
                             ("amount", None), ("recordedAt", "2026-11-23T25:00:00Z"), ("id", "x")):
            body = entry(name)
            path = f"/api/entries/{body['id']}"
            self.refused(client("PUT", path, {**body, field: value}), 422, "invalid")
        body = entry(name, name="nowhere")
        self.refused(client("PUT", f"/api/entries/{body['id']}", body), 422, "challenge-unknown")
        body = {**entry(name), "challenge": {"member": "other", "id": "minutes"}}
        self.refused(client("PUT", f"/api/entries/{body['id']}", body), 422, "challenge-unknown")

    def test_many(self):
        client = self.patron()
        name = self.reader(client)
        good, wrong, unknown = entry(name), {**entry(name), "amount": 1}, entry(str(uuid.uuid4()))
        reply = client("PUT", "/api/entries", {"entries": [good, wrong, unknown, "x", good]})
        self.assertEqual([result["status"] for result in reply.json["results"]], [201, 422, 422, 422, 200])
        self.assertEqual(reply.json["results"][2]["problem"]["type"], "urn:atrium:problem:profile-unknown")
        self.refused(client("PUT", "/api/entries", {"entries": [good] * 501}), 413, "too-large")
        self.refused(client("PUT", "/api/entries", {}), 422, "invalid")
        self.refused(client("PUT", "/api/entries", []), 422, "invalid")
        self.assertEqual(client("PUT", "/api/entries", {"entries": [entry(name) for _ in range(500)]}).status, 200)
        self.again()
        self.assertEqual(len(client("GET", "/api/export").json["entries"]), 501)

    def test_standing_and_awards(self):
        client = self.patron()
        name = self.reader(client)
        first = self.log(client, name, 60)
        self.log(client, name, 30, occurredOn="2026-11-24")
        standing = client("GET", f"/api/standings/minutes/{name}")
        self.assertEqual((standing.json["amount"], standing.json["target"], standing.json["done"]), (90, 100, False))
        self.assertEqual(standing.json["reached"], [{"id": "half", "on": "2026-11-23"}])
        self.assertNotIn("run", standing.json)
        again = client("GET", f"/api/standings/minutes/{name}", If_None_Match=standing.headers["ETag"])
        self.assertEqual(again.status, 304)
        self.refused(self.patron()("GET", f"/api/standings/minutes/{name}"), 404, "not-found")
        self.refused(client("GET", f"/api/standings/nowhere/{name}"), 404, "not-found")
        (award,) = client("GET", "/api/awards").json["items"]
        self.assertEqual((award["milestone"], award["on"], award["version"]), ("half", "2026-11-23", 1))
        client("PUT", f"/api/entries/{first['id']}", {**first, "voidedAt": "2026-11-25T10:00:00Z"})
        (award,) = client("GET", "/api/awards").json["items"]
        self.assertEqual((award["because"], "withdrawnAt" in award), ("entries", True))
        self.log(client, name, 80)
        half, goal = sorted(client("GET", "/api/awards").json["items"], key=lambda award: "milestone" not in award)
        self.assertNotIn("withdrawnAt", half)
        self.assertNotIn("milestone", goal)

    def test_changes(self):
        one = self.patron()
        name = self.reader(one)
        other = Client(self)
        other("POST", "/api/session", {"phrase": one("POST", "/api/pairings").json["phrase"]})
        first = other("GET", "/api/changes")
        self.assertEqual(([p["id"] for p in first.json["profiles"]], first.json["more"]), ([name], False))
        self.assertIn('rel="next"', first.headers["Link"])
        one("PUT", "/api/entries", {"entries": [entry(name, 1) for _ in range(450)]})
        one("PUT", "/api/entries", {"entries": [entry(name, 1) for _ in range(450)]})
        seen, cursor, more = set(), first.json["next"], True
        while more:
            page = other("GET", "/api/" + cursor).json
            self.assertLessEqual(sum(len(page[kind]) for kind in ("profiles", "enrolments", "entries", "awards", "gone")), 500)
            self.assertFalse(seen & {e["id"] for e in page["entries"]})
            seen |= {e["id"] for e in page["entries"]}
            cursor, more = page["next"], page["more"]
        self.assertEqual(len(seen), 900)
        self.assertEqual(other("GET", "/api/" + cursor).json["entries"], [])
        for wrong in ("x", "", "c", "c-1", "c99999999", "c" + "9" * 40, "c%D9%A1"):
            self.refused(other("GET", f"/api/changes?after={wrong}") if wrong else other("GET", "/api/changes?after=%20"), 400, "malformed")

    def test_threads(self):
        client = self.patron()
        name = self.reader(client)
        bodies = [entry(name, 1) for _ in range(20)]
        statuses = []

        def send():
            for body in bodies:
                statuses.append(client("PUT", f"/api/entries/{body['id']}", body).status)

        threads = [threading.Thread(target=send) for _ in range(4)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        self.assertEqual((statuses.count(201), statuses.count(200)), (20, 60))
        self.assertEqual(client("GET", f"/api/standings/minutes/{name}").json["amount"], 20)

    def test_board(self):
        team = str(uuid.uuid4())
        maker = self.patron()
        made = maker("PUT", f"/api/teams/{team}", {"id": team, "challenge": "minutes", "name": "Owls", "createdAt": "2026-11-01T10:00:00Z"})
        board = lambda: Client(self, {"Origin": None})("GET", "/api/boards/minutes")
        self.assertEqual((board().json["hidden"], board().json["minimum"]), (True, 2))
        for nickname, amount in (("Bea", 30), ("Ada", 30), ("Cy", 5), ("Nil", None)):
            name = self.reader(maker, "secret " + nickname)
            body = enrolment(name, board=True, nickname=nickname, team=team, invitation=made.json["invitation"])
            self.assertEqual(maker("PUT", f"/api/enrolments/minutes/{name}", body).status, 201)
            if amount:
                self.log(maker, name, amount)
        answer = board()
        self.assertEqual(answer.headers["Access-Control-Allow-Origin"], "*")
        self.assertEqual([(r["rank"], r["nickname"]) for r in answer.json["readers"]], [(1, "Ada"), (1, "Bea"), (3, "Cy")])
        self.assertEqual(answer.json["teams"], [{"rank": 1, "name": "Owls", "amount": 65, "readers": 4, "perHead": 16.25}])
        self.assertEqual(answer.json["house"], {"amount": 65, "readers": 4, "perHead": 16.25})
        self.assertNotIn(b"secret", answer.raw)
        self.refused(maker("GET", "/api/boards/trail"), 404, "not-found")
        maker("DELETE", "/api/account")
        self.assertTrue(board().json["hidden"])
