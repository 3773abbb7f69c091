"""Work on the next version over what is public, codes of a version, and the member's own document."""

import uuid

from second_backend import clock

from .served import DOCUMENTS, MINUTES, TRAIL, Client, Served, challenge, pointers

ITEM = "/api/publish/items/challenges/"
MEMBER = "/api/publish/member"


class Versions(Served):
    def put(self, name, document, state="published", **more):
        etag = self.staff()("GET", ITEM + name).headers["ETag"]
        return self.publish("challenges", name, document, state, etag, **more)

    def title(self, path="/challenges/trail.json"):
        return Client(self)("GET", path).json["title"]

    def test_a_draft_over_what_is_public(self):
        next_one = challenge("trail", TRAIL, title="Next")
        reply = self.put("trail", next_one, "draft")
        self.assertEqual((reply.status, reply.json["state"], reply.json["version"]), (200, "draft", 2))
        self.assertEqual(self.title(), {"en": ["trail"]})
        self.assertEqual(self.put("trail", next_one).json["version"], 3)
        self.assertEqual(self.title(), "Next")
        later = {**next_one, "title": "Later"}
        reply = self.put("trail", later, publishAt=clock.text_of(self.clock.now() + 60_000))
        self.assertEqual((reply.json["scheduled"], self.title()), (True, "Next"))
        history = self.staff()("GET", "/api/publish/history/challenges/trail").json["items"]
        self.assertEqual([(one["version"], one["state"]) for one in history], [(1, "published"), (3, "published"), (4, "published")])
        tag = self.staff()("GET", ITEM + "trail").headers["ETag"]
        self.wait(61)
        self.assertEqual(self.title(), "Later")
        self.assertNotEqual(self.staff()("GET", ITEM + "trail").headers["ETag"], tag)
        self.assertEqual(self.publish("challenges", "trail", later, "unpublished", tag).status, 200)  # nobody changed it meanwhile
        self.refused(Client(self)("GET", "/challenges/trail.json"), 404, "not-found")

    def test_a_draft_takes_back_what_waits(self):
        at = clock.text_of(self.clock.now() + 60_000)
        self.assertEqual(self.publish("challenges", "new", challenge("new", MINUTES), publishAt=at).status, 201)
        self.assertEqual(self.put("new", challenge("new", MINUTES), "draft").json["scheduled"], False)
        self.wait(61)
        self.refused(Client(self)("GET", "/challenges/new.json"), 404, "not-found")
        tag = self.staff()("GET", ITEM + "new").headers["ETag"]
        self.assertEqual(self.staff()("DELETE", ITEM + "new", If_Match=tag).status, 204)

    def redeem(self, client, reader, code):
        name = str(uuid.uuid4())
        return client("PUT", "/api/redemptions/" + name, {"id": name, "profile": reader, "code": code, "on": "2026-11-23",
                                                          "at": "2026-11-23T10:00:00Z"})

    def test_codes_of_a_version(self):
        client, trail = self.patron(), DOCUMENTS["challenges/trail.json"]
        reader = self.reader(client)
        self.assertEqual(self.put("trail", trail, codes=[{"code": "FIRST", "item": "owl"}]).status, 200)
        self.put("trail", trail, "draft", codes=[{"code": "SECOND", "item": "owl"}])
        self.assertEqual(self.redeem(client, reader, "first").status, 201)
        self.refused(self.redeem(client, reader, "second"), 422, "code-unknown")
        self.put("trail", trail, codes=[{"code": "SECOND", "item": "owl"}])
        self.refused(self.redeem(client, reader, "first"), 422, "code-unknown")
        self.assertEqual(self.redeem(client, reader, "second").status, 201)
        self.put("trail", trail, "unpublished")
        self.refused(self.redeem(client, reader, "second"), 422, "code-unknown")
        minutes = DOCUMENTS["challenges/minutes.json"]
        free = self.put("minutes", minutes, codes=[{"code": "SECOND", "amount": {"amount": 1, "unit": "minutes"}}])
        self.assertEqual(free.status, 200)

    def test_how_long_a_code_is(self):
        for code, fits in (("A-B C", False), ("A-B C-D", True), ("- " * 30 + "ABCD", True), ("A" * 40, True), ("A" * 41, False)):
            reply = self.put("trail", DOCUMENTS["challenges/trail.json"], codes=[{"code": code, "item": "owl"}])
            self.assertEqual(reply.status, 200 if fits else 422, code)

    def test_member(self):
        staff, theirs = self.staff(), {"id": "night", "member": "museum", "href": "https://museum.example/night.json", "title": "Night"}
        got = staff("GET", MEMBER)
        self.assertEqual(self.publish("challenges", "new", challenge("new", MINUTES)).status, 201)
        self.assertEqual(staff("GET", MEMBER).headers["ETag"], got.headers["ETag"])
        changed = {**got.json, "exhibits": [theirs, {"id": "mine", "href": "x", "title": "Mine"}]}
        wrong = {**changed, "exhibits": [{**theirs, "title": 1}]}
        reply = staff("PUT", MEMBER, wrong, If_Match=got.headers["ETag"])
        self.assertEqual(pointers(self.refused(reply, 422, "invalid")), ["/exhibits/0/title"])
        reply = staff("PUT", MEMBER, changed, If_Match=got.headers["ETag"])
        self.assertEqual((reply.status, reply.json["exhibits"], len(reply.json["challenges"])), (200, [theirs], 3))
        self.assertEqual(Client(self)("GET", "/member.json").json["exhibits"], [theirs])

    def test_drafts_may_be_large(self):
        for size, status in ((2_050_000, 201), (2_100_000, 413)):
            name = f"large{status}"
            reply = self.publish("challenges", name, challenge(name, MINUTES, odd="x" * size), "draft")
            self.assertEqual(reply.status, status)
        long = challenge("long", MINUTES, odd="x" * 2_000_000)
        self.assertEqual(pointers(self.refused(self.publish("challenges", "long", long), 422, "invalid")), ["/document"])
        large = {**self.staff()("GET", MEMBER).json, "odd": "x" * 1_000_000}
        self.refused(self.staff()("PUT", MEMBER, large), 413, "too-large")

    def test_a_token_needs_no_client_header(self):
        staff = self.staff()
        made = staff("PUT", ITEM + "new", {"state": "draft", "document": challenge("new", MINUTES)}, If_None_Match="*",
                     Atrium_Client=None, Origin=None)
        self.assertEqual(made.status, 201)
        self.refused(Client(self)("PUT", ITEM + "new", {}, Atrium_Client=None), 403, "client-header-missing")
