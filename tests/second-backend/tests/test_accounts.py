"""Accounts, devices, phrases, and what is refused before anything is looked at."""

import hashlib
import uuid

from .served import APP, Client, Served, profile


class Accounts(Served):
    def test_account(self):
        client = Client(self)
        reply = client("POST", "/api/accounts", {"device": "Phone"})
        self.assertEqual(reply.status, 201)
        self.assertRegex(reply.json["recovery"], r"^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$")
        cookie = reply.headers["Set-Cookie"]
        for part in ("HttpOnly", "Secure", "SameSite=None", "Partitioned", "Path=/"):
            self.assertIn(part, cookie)
        self.assertEqual(reply.headers["Cache-Control"], "private, no-store")
        self.assertEqual((reply.headers["Access-Control-Allow-Origin"], reply.headers["Vary"]), (APP, "Origin"))
        account = client("GET", "/api/account").json
        self.assertEqual((account["id"], account["type"]), (reply.json["account"], "Account"))
        (device,) = account["devices"]
        self.assertEqual((device["name"], device["this"], len(device["seenOn"])), ("Phone", True, 10))
        token = cookie.split("=", 1)[1].split(";")[0]
        stored = b"".join(f.read_bytes() for f in (self.folder / "data").iterdir())
        self.assertNotIn(token.encode(), stored)
        self.assertNotIn(reply.json["recovery"].encode(), stored)
        self.assertIn(hashlib.sha256(token.encode()).hexdigest().encode(), stored)

    def test_phrase(self):
        first, second, third = self.patron(), Client(self), Client(self)
        old = first("POST", "/api/pairings").json["phrase"]
        phrase = first("POST", "/api/pairings", {}).json["phrase"]
        self.assertRegex(phrase, r"^\d{4} \d{4} \d{4}$")
        self.refused(second("POST", "/api/session", {"phrase": old}), 404, "phrase-unknown")
        reply = second("POST", "/api/session", {"phrase": phrase.replace(" ", "-") + " "})
        self.assertEqual((reply.status, reply.json["account"]), (201, first.account["account"]))
        self.assertNotIn("recovery", reply.json)
        self.refused(third("POST", "/api/session", {"phrase": phrase}), 404, "phrase-unknown")
        phrase = first("POST", "/api/pairings").json["phrase"]
        self.wait(601)
        self.refused(third("POST", "/api/session", {"phrase": phrase}), 404, "phrase-unknown")
        self.assertEqual(second("DELETE", f"/api/devices/{first.account['device']}").status, 204)
        self.refused(first("GET", "/api/account"), 401, "sign-in-needed")
        self.assertEqual(second("DELETE", "/api/session").status, 204)
        self.refused(second("DELETE", "/api/session"), 401, "sign-in-needed")

    def test_recovery_is_replaced(self):
        key = self.patron().account["recovery"]
        reply = Client(self)("POST", "/api/session", {"recovery": key.lower().replace("-", " ").replace("0", "o")})
        self.assertEqual(reply.status, 201)
        self.assertNotEqual(reply.json["recovery"], key)
        # Its answer was lost: the key lets in once more, and that device is heard of.
        back = Client(self)
        reply = back("POST", "/api/session", {"recovery": key})
        self.assertEqual((reply.status, back("GET", "/api/account").status), (201, 200))
        self.refused(Client(self)("POST", "/api/session", {"recovery": key}), 404, "phrase-unknown")
        self.assertEqual(Client(self)("POST", "/api/session", {"recovery": reply.json["recovery"]}).status, 201)

    def test_a_new_sheet(self):
        first = self.patron()
        new = first("POST", "/api/recovery", {})
        self.assertEqual(new.status, 201)
        self.refused(Client(self)("POST", "/api/session", {"recovery": first.account["recovery"]}), 404, "phrase-unknown")
        self.assertEqual(Client(self)("POST", "/api/session", {"recovery": new.json["recovery"]}).status, 201)

    def test_a_phrase_goes_with_a_device(self):
        first, second = self.patron(), Client(self)
        second("POST", "/api/session", {"phrase": first("POST", "/api/pairings").json["phrase"]})
        account = second("GET", "/api/account").json
        (device,) = (it["id"] for it in account["devices"] if it["this"])
        phrase = second("POST", "/api/pairings").json["phrase"]
        self.assertEqual(first("DELETE", f"/api/devices/{device}").status, 204)
        self.refused(Client(self)("POST", "/api/session", {"phrase": phrase}), 404, "phrase-unknown")

    def test_ten_wrong_ones(self):
        key = self.patron().account["recovery"]
        for _ in range(10):
            self.refused(Client(self)("POST", "/api/session", {"phrase": "000000000000"}), 404, "phrase-unknown")
        reply = self.refused(Client(self)("POST", "/api/session", {"recovery": key}), 429, "rate-limited")
        self.assertGreater(int(reply.headers["Retry-After"]), 500)

    def test_fifty_devices(self):
        client = self.patron()
        for n in range(50):
            phrase = client("POST", "/api/pairings").json["phrase"]
            reply = Client(self)("POST", "/api/session", {"phrase": phrase})
            self.assertEqual(reply.status, 201 if n < 49 else 422)
        self.assertEqual(reply.problem, "too-many")

    def test_a_year(self):
        client = self.patron()
        self.wait(300 * 86400)
        self.assertIn("Set-Cookie", client("GET", "/api/account").headers)
        self.wait(300 * 86400)
        self.assertEqual(client("GET", "/api/account").status, 200)
        self.wait(367 * 86400)
        self.refused(client("GET", "/api/account"), 401, "sign-in-needed")

    def test_forged(self):
        client = self.patron()
        self.refused(client("DELETE", "/api/account", Atrium_Client=None), 403, "client-header-missing")
        self.refused(client("DELETE", "/api/account", Origin="https://evil.example"), 403, "origin-unknown")
        self.refused(client("DELETE", "/api/account", Origin="null"), 403, "origin-unknown")
        reply = client("GET", "/api/account", Origin="https://evil.example")
        self.assertIsNone(reply.headers["Access-Control-Allow-Origin"])
        self.assertEqual(client("GET", "/api/account", Origin=None).status, 200)

    def test_account_is_gone(self):
        client = self.patron()
        reader = self.reader(client, "Nemo the unforgettable")
        self.log(client, reader, 100)
        self.assertEqual(client("DELETE", "/api/account").status, 204)
        for file in (self.folder / "data").iterdir():
            self.assertNotIn(b"unforgettable", file.read_bytes(), file.name)
        with self.app.store.read() as db:
            for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite%'").fetchall():
                if table not in ("items", "versions", "codes", "member"):
                    self.assertEqual(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0], 0, table)

    def test_account_goes_while_another_device_asks(self):
        client = self.patron()
        name = str(uuid.uuid4())
        sign_in = self.app._sign_in

        def and_then_it_goes(request):
            sign_in(request)
            with self.app.store.write() as db:
                db.execute("DELETE FROM accounts")

        self.app._sign_in = and_then_it_goes
        self.refused(client("PUT", f"/api/profiles/{name}", profile(name)), 401, "sign-in-needed")

    def test_bodies(self):
        client = self.patron()
        self.refused(client("POST", "/api/session", raw=b"{}", Content_Type="text/plain"), 415, "media-type")
        deep = b"[" * 100_000 + b"]" * 100_000
        for raw in (b"", b"{", b'"\xff"', b'{"phrase":"\\ud800"}', b'{"a":NaN}', b'{"a":1e999}', b'{"a":' + b"9" * 9000 + b"}", deep,
                    b'{"a":' * 5000 + b"1" + b"}" * 5000, b"\xef\xbb\xbf{}"):
            self.refused(client("POST", "/api/session", raw=raw), 400, "malformed")
        for body in ([], "x", 1, {}, {"phrase": 1}, {"phrase": "1", "recovery": "2"}, {"code": "x"}, {"phrase": {}}):
            self.refused(client("POST", "/api/session", body), 422, "invalid")
        self.refused(client("POST", "/api/session", raw=b"null"), 422, "invalid")
        self.refused(client("POST", "/api/session", raw=b'"' + b"a" * 1_000_001 + b'"'), 413, "too-large")
        self.refused(client("POST", "/api/accounts", {"device": "a" * 61}), 422, "invalid")
        self.refused(client("POST", "/api/accounts", {"device": "a\0b"}), 422, "invalid")
