"""Class Publish: drafts, versions, codes, prizes."""

import uuid

from .served import DOCUMENTS, MINUTES, TRAIL, Client, Served, challenge, pointers

ITEM = "/api/publish/items/challenges/"


class Publish(Served):
    def card_ids(self):
        return [card["id"] for card in Client(self)("GET", "/member.json").json["challenges"]]

    def test_who_is_staff(self):
        path = "/api/publish/collections/challenges"
        self.refused(Client(self)("GET", path), 401, "sign-in-needed")
        self.refused(Client(self, {"Authorization": "Bearer wrong"})("GET", path), 401, "sign-in-needed")
        self.refused(self.patron()("GET", path), 403, "not-staff")
        self.assertEqual([draft["id"] for draft in self.staff()("GET", path).json["items"]], ["minutes", "trail"])
        self.refused(self.staff()("GET", path + "?state=lost"), 400, "malformed")
        self.assertEqual(self.staff()("GET", path + "?state=draft").json["items"], [])
        self.refused(self.staff()("GET", "/api/publish/collections/owls"), 404, "not-found")

    def test_draft_to_public_and_back(self):
        staff = self.staff()
        document = challenge("new", MINUTES, odd="kept", theme="../themes/plain.json")
        made = self.publish("challenges", "new", document, "draft")
        self.assertEqual((made.status, made.json["scheduled"], made.json["version"]), (201, False, 1))
        self.assertTrue(made.headers["Location"])
        self.refused(self.publish("challenges", "new", document), 412, "precondition-failed")
        self.refused(staff("PUT", ITEM + "new", {"state": "draft", "document": document}), 428, "precondition-required")
        self.refused(Client(self)("GET", "/challenges/new.json"), 404, "not-found")
        self.assertEqual(self.card_ids(), ["minutes", "trail"])
        etag = staff("GET", ITEM + "new").headers["ETag"]
        self.assertEqual(etag, made.headers["ETag"])
        reply = self.publish("challenges", "new", document, etag=etag)
        self.assertEqual((reply.status, reply.headers["ETag"] != etag), (200, True))
        self.assertEqual(Client(self)("GET", "/challenges/new.json").json, document)
        self.assertEqual(self.card_ids(), ["minutes", "trail", "new"])
        self.refused(self.publish("challenges", "new", document, etag=etag), 412, "precondition-failed")
        self.refused(staff("DELETE", ITEM + "new", If_Match=reply.headers["ETag"]), 409, "published-once")
        reply = self.publish("challenges", "new", document, "unpublished", reply.headers["ETag"])
        self.assertEqual(reply.status, 200)
        self.refused(Client(self)("GET", "/challenges/new.json"), 404, "not-found")
        self.assertEqual(self.card_ids(), ["minutes", "trail"])

    def test_no_zone(self):
        nowhere = challenge("new", MINUTES, zone="Europe/Lisboa")
        refused = self.publish("challenges", "new", nowhere)
        self.refused(refused, 422, "invalid")
        self.assertEqual(pointers(refused), ["/document/zone"])
        self.assertEqual(self.publish("challenges", "new", nowhere, "draft").status, 201)

    def test_depth(self):
        """A document is 64 levels deep, the Draft around it one more."""
        for levels, status in ((65, 400), (64, 201)):
            odd = 1
            for _level in range(levels - 1):
                odd = [odd]
            self.assertEqual(self.publish("challenges", "new", challenge("new", MINUTES, odd=odd)).status, status, levels)

    def test_scheduled(self):
        self.wait(0)
        from second_backend import clock
        at = clock.text_of(self.clock.now() + 60_000)
        reply = self.publish("challenges", "new", challenge("new", MINUTES), publishAt=at)
        self.assertEqual((reply.status, reply.json["scheduled"]), (201, True))
        self.refused(Client(self)("GET", "/challenges/new.json"), 404, "not-found")
        self.wait(61)
        self.assertEqual(Client(self)("GET", "/challenges/new.json").status, 200)
        self.assertFalse(self.staff()("GET", ITEM + "new").json["scheduled"])

    def test_a_draft_can_go(self):
        made = self.publish("challenges", "new", challenge("new", MINUTES), "draft")
        self.refused(self.staff()("DELETE", ITEM + "new"), 428, "precondition-required")
        self.assertEqual(self.staff()("DELETE", ITEM + "new", If_Match=made.headers["ETag"]).status, 204)
        self.refused(self.staff()("GET", ITEM + "new"), 404, "not-found")

    def test_what_no_reader_could_read(self):
        broken = challenge("new", {"kind": "total", "unit": "owls", "target": 0}, zone="Nowhere", milestones=[{"id": "a/b"}],
                           title=" ", theme="javascript:alert(1)", ends="2019-13-01")
        reply = self.refused(self.publish("challenges", "new", broken), 422, "invalid")
        self.assertEqual(sorted(pointers(reply)), sorted([
            "/document/title", "/document/ends", "/document/zone", "/document/theme", "/document/goal/unit", "/document/goal/target",
            "/document/milestones/0/id", "/document/milestones/0/at", "/document/milestones/0/title"]))
        reply = self.publish("challenges", "new", broken, "draft")
        self.assertEqual((reply.status, len(reply.json["problems"])), (201, 9))
        self.refused(self.publish("challenges", "other", broken, "draft"), 422, "invalid")
        self.refused(self.publish("exhibits", "new", broken, "draft"), 422, "invalid")
        for document in (None, [], {"id": "new"}, {"id": "new", "type": "Challenge", "goal": [1], "milestones": {}},
                         challenge("x", MINUTES, milestones=[{"id": ["x"], "at": 1, "title": "T"}])):
            self.refused(self.publish("challenges", "x", document), 422, "invalid")

    def test_a_token_is_a_value(self):
        color = {"surface": {"$value": "#fff; }"}, "quiet": {"$value": "#123456"}, "accent": {"$value": "{color.quiet}"},
                 "raised": {"$value": {"colorSpace": "oklch", "components": [0.9, 0, "none"]}}}
        tokens = {"version": "2025.10", "resolutionOrder": [{"$ref": "#/sets/base"}],
                  "sets": {"base": {"sources": [{"color": color, "space": {"unit": {"$value": {"value": 9, "unit": "rem"}}}}]}}}
        reply = self.publish("themes", "t", {"atrium": "1", "type": "Theme", "id": "t", "title": "T", "tokens": tokens})
        self.assertEqual(pointers(self.refused(reply, 422, "invalid")),
                         [f"/document/tokens/sets/base/sources/0/{name}" for name in ("color/surface", "space/unit")])

    def test_a_running_challenge(self):
        client = self.patron()
        name = self.reader(client)
        self.log(client, name, 60)
        before = DOCUMENTS["challenges/minutes.json"]
        etag = self.staff()("GET", ITEM + "minutes").headers["ETag"]
        books = {**before, "goal": {"kind": "total", "unit": "books", "target": 3}}
        self.refused(self.publish("challenges", "minutes", books, etag=etag), 409, "goal-fixed")
        self.refused(self.publish("challenges", "minutes", {**before, "starts": "2026-11-24"}, etag=etag), 409, "goal-fixed")
        harder = {**before, "goal": {**MINUTES, "target": 1000}, "milestones": [{"id": "half", "at": 500, "title": "Half"}]}
        reply = self.publish("challenges", "minutes", harder, etag=etag)
        self.assertEqual((reply.status, reply.json["version"]), (200, 2))
        self.assertEqual(client("GET", f"/api/standings/minutes/{name}").json["version"], 2)
        (award,) = client("GET", "/api/awards").json["items"]
        self.assertEqual((award["milestone"], award["version"]), ("half", 1))
        history = self.staff()("GET", "/api/publish/history/challenges/minutes").json["items"]
        self.assertEqual([(v["version"], v["document"]["goal"]["target"]) for v in history], [(1, 100), (2, 1000)])

    def test_prize(self):
        client = self.patron()
        name = self.reader(client)
        kept = self.log(client, name, 100)
        path = f"/api/publish/awards/minutes/{name}/"
        given = self.staff()("PUT", path + "~", {"redeemedAt": "2026-12-01T10:00:00Z"})
        self.assertEqual((given.status, given.json["redeemedAt"]), (200, "2026-12-01T10:00:00Z"))
        again = self.staff()("PUT", path + "~", {"redeemedAt": "2026-12-02T10:00:00Z"})
        self.assertEqual(again.json, given.json)
        client("PUT", f"/api/entries/{kept['id']}", {**kept, "voidedAt": "2026-12-03T10:00:00Z"})
        self.assertEqual(self.staff()("PUT", path + "~", {"redeemedAt": "2026-12-02T10:00:00Z"}).json, given.json)
        self.refused(self.staff()("PUT", path + "half", {"redeemedAt": "2026-12-02T10:00:00Z"}), 404, "not-found")
        self.refused(self.staff()("PUT", path + "none", {"redeemedAt": "2026-12-02T10:00:00Z"}), 404, "not-found")

    def test_codes(self):
        codes = [{"code": "OWL SEVEN", "item": "owl"}]
        etag = self.staff()("GET", ITEM + "trail").headers["ETag"]
        trail = challenge("trail", TRAIL, codes=True)
        reply = self.publish("challenges", "trail", trail, etag=etag, codes=codes)
        self.assertEqual((reply.status, reply.json["codes"]), (200, codes))
        self.assertNotIn(b"SEVEN", Client(self)("GET", "/challenges/trail.json").raw)
        etag = self.staff()("GET", ITEM + "minutes").headers["ETag"]
        taken = self.publish("challenges", "minutes", DOCUMENTS["challenges/minutes.json"], etag=etag,
                             codes=[{"code": "owl-seven", "amount": {"amount": 1, "unit": "minutes"}}])
        self.assertEqual(pointers(self.refused(taken, 422, "invalid")), ["/codes/0/code"])

        client = self.patron()
        name, one = self.reader(client), str(uuid.uuid4())
        body = {"id": one, "profile": name, "code": " owl-Seven", "on": "2026-11-23", "at": "2026-11-23T10:00:00Z"}
        first = client("PUT", f"/api/redemptions/{one}", body)
        self.assertEqual((first.status, first.json["entry"]["source"], first.json["entry"]["id"]), (201, "code", one))
        self.assertEqual(client("PUT", f"/api/redemptions/{one}", body).json, first.json)
        self.assertEqual(client("PUT", f"/api/redemptions/{one}", body).status, 200)
        self.assertEqual(client("PUT", f"/api/entries/{one}", first.json["entry"]).status, 200)
        self.assertEqual(client("GET", f"/api/standings/trail/{name}").json["ticked"], ["owl"])
        self.refused(self.patron()("PUT", f"/api/redemptions/{one}", body), 409, "id-taken")
        for n in range(11):
            other = str(uuid.uuid4())
            reply = client("PUT", f"/api/redemptions/{other}", {**body, "id": other, "code": "MOON"})
            self.refused(reply, *((422, "code-unknown") if n < 10 else (429, "rate-limited")))

    def test_member(self):
        staff = self.staff()
        got = staff("GET", "/api/publish/member")
        changed = {**got.json, "name": "Another house", "challenges": [], "offers": []}
        self.refused(staff("PUT", "/api/publish/member", changed), 428, "precondition-required")
        self.refused(staff("PUT", "/api/publish/member", {**changed, "id": "x"}, If_Match=got.headers["ETag"]), 422, "invalid")
        self.refused(staff("PUT", "/api/publish/member", [], If_Match=got.headers["ETag"]), 422, "invalid")
        reply = staff("PUT", "/api/publish/member", changed, If_Match=got.headers["ETag"])
        self.assertEqual((reply.status, reply.json["name"]), (200, "Another house"))
        self.assertEqual(staff("GET", "/api/publish/member").headers["ETag"], reply.headers["ETag"])
        public = Client(self)("GET", "/member.json").json
        self.assertEqual((public["name"], len(public["challenges"]), public["offers"][2]), ("Another house", 2, "publish"))
        self.refused(staff("PUT", "/api/publish/member", changed, If_Match=got.headers["ETag"]), 412, "precondition-failed")
