"""Whatever is sent, the answer is one of the contract's, and what was acknowledged outlives a crash."""

import http.client
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import unittest
import uuid
from pathlib import Path

from .served import APP, DOCUMENTS, Client, Served, challenge, enrolment, entry, profile

ODD = [None, True, 0, -1, 1.5, 1e300, 10**17, "", " ", "\0", "\u202e", "a" * 5000, "../..", "{id}", [], {}, [[]], {"": None},
       "2026-11-23", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "0000-00-00", "😀", ["x"] * 600, {"a": {"b": []}}]


def spoiled(draw, value):
    """The same value with one thing in it made odd."""
    if isinstance(value, dict) and value and draw.random() < 0.8:
        name = draw.choice(list(value))
        return {**value, name: spoiled(draw, value[name])} if draw.random() < 0.9 else {k: v for k, v in value.items() if k != name}
    if isinstance(value, list) and value and draw.random() < 0.8:
        n = draw.randrange(len(value))
        return value[:n] + [spoiled(draw, value[n])] + value[n + 1:]
    return draw.choice(ODD)


class Hostile(Served):
    def test_spoiled_bodies(self):
        draw, client, staff = random.Random(11), self.patron(), self.staff()
        reader = self.reader(client)
        team = str(uuid.uuid4())
        big = challenge("x", {"kind": "streak", "target": 3, "freezes": 1, "atLeast": {"amount": 1, "unit": "pages"}},
                        caps=[{"per": "day", "amount": 3, "unit": "pages"}], milestones=[{"id": "m", "at": 1, "title": {"en": ["M"]}}],
                        rates=[{"from": {"amount": 1, "unit": "pages"}, "to": {"amount": 1, "unit": "books"}}],
                        boards={"kinds": ["readers"]}, picture={"src": "a", "width": 1, "height": 1, "sizes": [{"src": "b", "width": 1, "height": 1}]})
        with_id = lambda path, body: (path + body["id"], body)
        for n in range(600):
            known = entry(reader, work={"title": "T", "author": "A", "isbn": "X"}, note="n", corrects=team, voidedAt="2026-11-24T00:00:00Z")
            method, who, (path, body) = draw.choice([
                ("PUT", client, with_id("/api/entries/", known)),
                ("PUT", client, ("/api/entries", {"entries": [known, entry(reader)]})),
                ("PUT", client, with_id("/api/profiles/", profile(reader, changedAt="2026-11-24T00:00:00Z"))),
                ("PUT", client, ("/api/enrolments/minutes/" + reader, enrolment(reader, team=team, leftAt="2026-11-24T00:00:00Z", board=True))),
                ("PUT", client, with_id("/api/teams/", {"id": team, "challenge": "minutes", "name": "T", "createdAt": "2026-11-24T00:00:00Z"})),
                ("PUT", client, with_id("/api/redemptions/", {"id": team, "profile": reader, "code": "ABCD", "on": "2026-11-23", "at": "2026-11-24T00:00:00Z"})),
                ("POST", Client(self), ("/api/accounts", {"device": "d"})),
                ("PUT", staff, (f"/api/publish/items/challenges/{draw.choice(['x', 'minutes'])}",
                                {"state": draw.choice(["draft", "published"]), "publishAt": draw.choice(["2026-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59"]),
                                 "document": big, "codes": [{"code": f"code{n}", "amount": {"amount": 1, "unit": "pages"}}]})),
                ("PUT", staff, ("/api/publish/member", DOCUMENTS["member.json"])),
            ])
            etag = staff("GET", path).headers["ETag"] if who is staff else None
            reply = who(method, path, spoiled(draw, body), **({"If_Match": etag} if etag else {"If_None_Match": "*"}))
            self.assertLess(reply.status, 500, (path, reply.raw))
        for path in ("/member.json", "/api/export", "/api/changes", "/api/awards", f"/api/standings/minutes/{reader}", "/api/boards/minutes"):
            self.assertEqual(client("GET", path).status, 200, path)

    def test_odd_addresses(self):
        client, staff = self.patron(), self.staff()
        for odd in ("%00", "%F0%9F%98%80", "..", "%2e%2e", "a%2Fb", "x" * 3000, "%ff", "%27%22", "{id}"):
            for path in ("entries/", "profiles/", "standings/minutes/", "standings/%00/", "boards/", "teams/", "devices/"):
                for method in ("GET", "DELETE"):
                    self.assertIn(client(method, "/api/" + path + odd).status, (404, 405))
            for path in ("items/challenges/", "items/", "history/challenges/", "collections/"):
                self.refused(staff("GET", "/api/publish/" + path + odd), 404, "not-found")
            self.refused(staff("PUT", "/api/publish/items/challenges/" + odd, {}), 404, "not-found")
            self.refused(staff("PUT", f"/api/publish/awards/minutes/{odd}/~", {"redeemedAt": "2026-11-24T00:00:00Z"}), 404, "not-found")


class Crash(unittest.TestCase):
    """The program itself, killed in the middle of its work."""

    def start(self, folder):
        program = subprocess.Popen(
            [sys.executable, "-m", "second_backend", "--port", "0", "--data", str(folder / "data"), "--documents", str(folder / "documents"),
             "--front-door", APP], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).resolve().parents[1])
        self.addCleanup(program.stdout.close)
        self.port = int(program.stdout.readline().split(":")[2].split("/")[0])
        return program

    def send(self, method, path, body=None, cookie=""):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, path, json.dumps(body), {"Atrium-Client": "1", "Content-Type": "application/json", "Cookie": cookie})
        response = connection.getresponse()
        raw = response.read()
        connection.close()
        return response.status, json.loads(raw), response.headers

    def test_killed(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "documents" / "challenges").mkdir(parents=True)
            for path in ("member.json", "challenges/minutes.json"):
                (folder / "documents" / path).write_text(json.dumps(DOCUMENTS[path]))
            program = self.start(folder)
            cookie = self.send("POST", "/api/accounts", {})[2]["Set-Cookie"].split(";")[0]
            reader, kept = str(uuid.uuid4()), []
            self.send("PUT", f"/api/profiles/{reader}", profile(reader), cookie)
            for n in range(40):
                kept.append(entry(reader, 1))
                self.assertEqual(self.send("PUT", f"/api/entries/{kept[-1]['id']}", kept[-1], cookie)[0], 201)
                if n % 20 == 19:
                    os.kill(program.pid, signal.SIGKILL)
                    program.wait()
                    program = self.start(folder)
            for one in kept:
                self.assertEqual(self.send("GET", f"/api/entries/{one['id']}", None, cookie)[0], 200)
            self.assertEqual(self.send("GET", f"/api/standings/minutes/{reader}", None, cookie)[1]["amount"], 40)
            os.kill(program.pid, signal.SIGKILL)
            program.wait()


class Bounds(Served):
    def test_depth(self):
        client = self.patron()
        name = self.reader(client)
        for depth, status in ((64, 200), (65, 400)):
            raw = b'{"entries": [], "odd": ' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"
            self.assertEqual(client("PUT", "/api/entries", raw=raw).status, status, name)

    def test_a_whole_number_may_have_a_point(self):
        client = self.patron()
        kept = self.log(client, self.reader(client), 20.0)
        self.assertIn(b'{"amount":20,', client("GET", f"/api/entries/{kept['id']}").raw)

    def test_accounts_from_one_address(self):
        self.app.new_accounts.times = 2
        self.patron()
        self.patron()
        reply = self.refused(Client(self)("POST", "/api/accounts", {}), 429, "rate-limited")
        self.assertGreater(int(reply.headers["Retry-After"]), 3000)

    def test_strangers_are_refused_whatever_they_ask(self):
        client = self.patron()
        reply = self.refused(client("GET", "/api/account", Origin="https://evil.example"), 403, "origin-unknown")
        self.assertIsNone(reply.headers["Access-Control-Allow-Origin"])
        self.assertEqual(Client(self)("GET", "/member.json", Origin="https://evil.example").status, 200)

    def test_what_is_looked_at_first(self):
        stranger, huge = Client(self), b" " * 1_000_001
        self.refused(stranger("PATCH", "/api/account", raw=huge), 405, "method-not-allowed")
        self.refused(stranger("PUT", "/api/entries", raw=huge, Atrium_Client=None), 403, "client-header-missing")
        self.refused(stranger("PUT", "/api/entries", raw=huge), 413, "too-large")
        self.refused(stranger("PUT", "/api/entries", raw=b"x", Content_Type="text/plain"), 401, "sign-in-needed")
        self.refused(self.staff()("PUT", "/api/publish/items/challenges/new", raw=b"x", Content_Type="text/plain"),
                     428, "precondition-required")
        self.refused(self.patron()("PUT", "/api/entries", raw=b"x", Content_Type="text/plain"), 415, "media-type")
