"""What the backend serves, held against contract/schema where it is there."""

import json
import uuid

from .schemas import holds, schema
from .served import DOCUMENTS, Client, Served, enrolment, entry
from .vectors import CONTRACT


class Schemas(Served):
    def held(self, kind, document):
        rules = schema(kind)
        if rules is None:
            self.skipTest(f"contract/schema/{kind} is not there")
        self.assertIsNone(holds(rules, document, rules))

    def test_documents(self):
        for kind, path in (("Member", "/member.json"), ("Challenge", "/challenges/minutes.json"), ("ReadingList", "/lists/books.json")):
            self.held(kind, Client(self)("GET", path).json)

    def test_ledger(self):
        client = self.patron()
        reader = self.reader(client)
        self.log(client, reader, 100, work={"title": "Emma"})
        client("PUT", f"/api/enrolments/minutes/{reader}", enrolment(reader, leftAt="2026-11-24T00:00:00Z"))
        self.held("Ledger", client("GET", "/api/export").json)

    def test_answers(self):
        """Each kind of answer against the description of it in openapi.json."""
        file = CONTRACT / "openapi.json"
        parts = json.loads(file.read_text())["components"]["schemas"] if file.exists() else {}
        if "Standing" not in parts:
            self.skipTest("contract/openapi.json is not there, or does not describe the answers yet")
        client, staff = self.patron(), self.staff()
        reader, team = self.reader(client), str(uuid.uuid4())
        made = client("PUT", f"/api/teams/{team}", {"id": team, "challenge": "minutes", "name": "Owls", "createdAt": "2026-11-01T10:00:00Z"})
        for name in (reader, self.reader(client)):
            client("PUT", f"/api/enrolments/minutes/{name}",
                   enrolment(name, board=True, nickname="A", team=team, invitation=made.json["invitation"]))
            self.log(client, name, 60)
        item = "/api/publish/items/challenges/minutes"
        draft = staff("PUT", item, {"state": "published", "document": DOCUMENTS["challenges/minutes.json"],
                                    "codes": [{"code": "LAMP", "amount": {"amount": 1, "unit": "minutes"}}]},
                      If_Match=staff("GET", item).headers["ETag"])
        code = str(uuid.uuid4())
        redeemed = client("PUT", f"/api/redemptions/{code}", {"id": code, "profile": reader, "code": "lamp", "on": "2026-11-23",
                                                              "at": "2026-11-23T10:00:00Z"})
        answers = {
            "Team": made, "Draft": draft, "Redeemed": redeemed, "SignedIn": Client(self)("POST", "/api/accounts", {}),
            "Phrase": client("POST", "/api/pairings"), "Account": client("GET", "/api/account"), "Awards": client("GET", "/api/awards"),
            "Standing": client("GET", f"/api/standings/minutes/{reader}"), "Changes": client("GET", "/api/changes"),
            "Ledger": client("GET", "/api/export"), "Board": client("GET", "/api/boards/minutes"),
            "Outcomes": client("PUT", "/api/entries", {"entries": [entry(reader), "x"]}),
            "Drafts": staff("GET", "/api/publish/collections/challenges"), "Problem": client("GET", "/nothing"),
            "History": staff("GET", "/api/publish/history/challenges/minutes"), "Participation": client("GET", "/participate.json"),
            "Publication": client("GET", "/publish.json"), "Member": staff("GET", "/api/publish/member"),
        }
        for kind, reply in answers.items():
            with self.subTest(kind=kind):
                self.assertIn(kind, parts)
                self.assertIsNone(holds(parts[kind], reply.json, {"$defs": parts}), reply.raw[:600])
