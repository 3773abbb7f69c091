"""A backend over a real socket, and patrons and staff that talk to it."""

import http.client
import json
import re
import tempfile
import threading
import unittest
import uuid
from pathlib import Path

from second_backend.app import App
from second_backend.clock import Clock
from second_backend.server import Server

APP = "https://app.example"
TOKEN = "a-token-of-the-operator"


def challenge(name, goal, **more):
    return {"atrium": "1", "type": "Challenge", "id": name, "title": {"en": [name]}, "starts": "2020-01-01",
            "ends": "2090-12-31", "zone": "Europe/Lisbon", "goal": goal, **more}


MINUTES = {"kind": "total", "unit": "minutes", "target": 100}
TRAIL = {"kind": "checklist", "items": [{"id": "owl", "title": "Owl", "code": True}, {"id": "moon", "title": "Moon"}]}
DOCUMENTS = {
    "member.json": {
        "atrium": "1", "type": "Member", "id": "house", "kind": "library", "name": "The house", "offers": ["read"],
        "campaigns": [], "exhibits": [], "odd": 1,
        "challenges": [{"id": "minutes", "href": "challenges/minutes.json", "title": "minutes"}],
    },
    "challenges/minutes.json": challenge(
        "minutes", MINUTES, milestones=[{"id": "half", "at": 50, "title": "Half"}], theme="../themes/plain.json", codes=True,
        picture={"src": "../pictures/a.jpg", "width": 8, "height": 6, "service": {"id": "../pictures/a"}},
        boards={"kinds": ["readers", "teams", "house"], "minimum": 2}),
    "challenges/trail.json": challenge("trail", TRAIL, codes=True),
    "lists/books.json": {"atrium": "1", "type": "ReadingList", "id": "books", "title": "Books", "works": [{"title": "One"}]},
    "pictures/a/info.json": {"id": "a"},
}


class Reply:
    def __init__(self, response):
        self.status, self.headers, self.raw = response.status, response.headers, response.read()
        self.json = json.loads(self.raw) if self.raw and "json" in (self.headers["Content-Type"] or "") else None

    @property
    def problem(self):
        return self.json["type"].removeprefix("urn:atrium:problem:")


class Client:
    """One device, or a stranger."""

    def __init__(self, case, headers=None):
        self.case, self.cookie = case, None
        self.headers = {"Atrium-Client": "1", "Origin": APP, **(headers or {})}

    def __call__(self, method, path, body=None, raw=None, **headers):
        sent = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        sent = {name: value for name, value in sent.items() if value is not None}
        if self.cookie:
            sent["Cookie"] = self.cookie
        if body is not None:
            raw = json.dumps(body).encode()
        if raw is not None:
            sent.setdefault("Content-Type", "application/json")
        connection = http.client.HTTPConnection("127.0.0.1", self.case.port, timeout=20)
        try:
            connection.request(method, path, raw, sent)
            reply = Reply(connection.getresponse())
        finally:
            connection.close()
        for cookie in reply.headers.get_all("Set-Cookie") or []:
            self.cookie = None if "Max-Age=0" in cookie else cookie.split(";")[0]
        return reply


class Served(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        for path, document in DOCUMENTS.items():
            file = self.folder / "documents" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(document))
        (self.folder / "documents/pictures/a.jpg").write_bytes(b"picture")
        (self.folder / "secret.json").write_text("{}")
        self.clock = Clock()
        self.start()
        self.addCleanup(self.stop)

    def start(self):
        self.app = App(self.folder / "data", self.folder / "documents", [APP], TOKEN, self.clock, 10_000)
        self.server = Server(("127.0.0.1", 0), self.app)
        self.port = self.server.server_port
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        self.app.store.close()

    def again(self):
        self.stop()
        self.start()

    def wait(self, seconds):
        self.clock.ahead += seconds * 1000

    def patron(self):
        client = Client(self)
        reply = client("POST", "/api/accounts", {})
        self.assertEqual(reply.status, 201)
        client.account = reply.json
        return client

    def staff(self):
        return Client(self, {"Authorization": "Bearer " + TOKEN})

    def reader(self, client, nickname="Ada"):
        name = str(uuid.uuid4())
        self.assertEqual(client("PUT", f"/api/profiles/{name}", profile(name, nickname)).status, 201)
        return name

    def log(self, client, reader, amount=20, **more):
        body = entry(reader, amount, **more)
        reply = client("PUT", f"/api/entries/{body['id']}", body)
        self.assertEqual(reply.status, 201, reply.raw)
        return body

    def refused(self, reply, status, kind):
        self.assertEqual((reply.status, reply.problem), (status, kind), reply.raw)
        self.assertEqual(reply.headers["Content-Type"], "application/problem+json")
        self.assertEqual(reply.json["status"], status)
        self.assertTrue(reply.json["title"])
        return reply

    def publish(self, collection, name, document, state="published", etag=None, **more):
        condition = {"If_Match": etag} if etag else {"If_None_Match": "*"}
        return self.staff()("PUT", f"/api/publish/items/{collection}/{name}",
                            {"state": state, "document": document, **more}, **condition)


def profile(name, nickname="Ada", **more):
    return {"id": name, "nickname": nickname, "createdAt": "2026-11-01T10:00:00Z", **more}


def entry(reader, amount=20, unit="minutes", name="minutes", **more):
    return {"id": str(uuid.uuid4()), "challenge": {"member": "house", "id": name}, "profile": reader,
            "occurredOn": "2026-11-23", "zone": "Europe/Lisbon", "recordedAt": "2026-11-23T18:00:00Z",
            "amount": {"amount": amount, "unit": unit}, **more}


def enrolment(reader, name="minutes", **more):
    return {"challenge": {"member": "house", "id": name}, "profile": reader, "on": "2026-11-01",
            "at": "2026-11-01T10:00:00Z", **more}


def pointers(reply):
    return [re.sub(r"^$", "(all)", error["pointer"]) for error in reply.json["errors"]]
