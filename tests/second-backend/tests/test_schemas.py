"""What the backend serves, held against contract/schema where it is there."""

from .schemas import holds, schema
from .served import Client, Served, enrolment


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
