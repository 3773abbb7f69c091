"""Class Read: documents, ETags, paths, and whatever is not there."""

import gzip
import socket

from .served import APP, Client, Served


class Read(Served):
    def get(self, path, **headers):
        return Client(self, {"Atrium-Client": None, "Origin": None})("GET", path, **headers)

    def test_member_says_where_everything_is(self):
        reply = self.get("/member.json")
        self.assertEqual(reply.json["offers"], ["read", "participate", "publish"])
        self.assertEqual(reply.headers["Access-Control-Allow-Origin"], "*")
        self.assertEqual(reply.headers["Content-Type"], "application/json")
        self.assertEqual(reply.json["odd"], 1)
        self.assertEqual([card["id"] for card in reply.json["challenges"]], ["minutes", "trail"])
        card = reply.json["challenges"][0]
        self.assertEqual((card["href"], card["theme"]), ("challenges/minutes.json", "themes/plain.json"))
        self.assertEqual((card["picture"]["src"], card["picture"]["service"]["id"]), ("pictures/a.jpg", "pictures/a"))
        for name in ("participate", "publish"):
            links = self.get("/" + reply.json[name])
            self.assertEqual((links.status, links.json["id"]), (200, "house"))
            self.assertEqual(links.headers["Access-Control-Allow-Origin"], "*")

    def test_etag(self):
        for path in ("/member.json", "/challenges/minutes.json", "/lists/books.json", "/participate.json", "/pictures/a.jpg"):
            first = self.get(path)
            self.assertRegex(first.headers["ETag"], r'^"[^"]+"$')
            again = self.get(path, If_None_Match=first.headers["ETag"])
            self.assertEqual((again.status, again.raw), (304, b""))
            self.assertEqual(again.headers["ETag"], first.headers["ETag"])
            self.assertEqual(self.get(path, If_None_Match='"other"').status, 200)

    def test_head(self):
        reply = Client(self)("HEAD", "/member.json")
        self.assertEqual((reply.status, reply.raw), (200, b""))
        self.assertGreater(int(reply.headers["Content-Length"]), 10)

    def test_what_is_not_there(self):
        for path in ("/", "/nothing", "/api", "/api/", "/api/awards/", "/../secret.json", "/%2e%2e/secret.json",
                     "/pictures/..%2f..%2fsecret.json", "/a%00b", "/%ff", "/member.json/", "/pictures", "/challenges/none.json"):
            self.refused(self.get(path), 404, "not-found")
        for method, path in (("POST", "/member.json"), ("PATCH", "/api/accounts"), ("BREW", "/api/awards"), ("PUT", "/api/awards")):
            reply = self.refused(Client(self)(method, path), 405, "method-not-allowed")
            self.assertIn("OPTIONS", reply.headers["Allow"])

    def test_nonsense_on_the_wire(self):
        for sent in (b"NONSENSE\r\n\r\n", b"GET /member.json HTTP/9.9\r\n\r\n", b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
                     b"POST /api/accounts HTTP/1.1\r\nContent-Length: minus\r\n\r\n",
                     b"POST /api/accounts HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                     b"GET /member.json HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n"):
            with socket.create_connection(("127.0.0.1", self.port), 5) as wire:
                wire.sendall(sent)
                answer = b""
                while part := wire.recv(65536):
                    answer += part
            self.assertIn(b" 400 ", answer.split(b"\r\n")[0], sent[:60])
            self.assertIn(b"application/problem+json", answer)

    def test_preflight(self):
        reply = Client(self)("OPTIONS", "/api/entries", Access_Control_Request_Method="PUT")
        self.assertEqual(reply.status, 204)
        self.assertEqual(reply.headers["Access-Control-Allow-Origin"], APP)
        self.assertEqual(reply.headers["Access-Control-Allow-Credentials"], "true")
        self.assertEqual(reply.headers["Access-Control-Allow-Methods"], "GET, PUT, POST, DELETE")
        self.assertIn("Atrium-Client", reply.headers["Access-Control-Allow-Headers"])
        stranger = Client(self, {"Origin": "https://evil.example"})("OPTIONS", "/api/entries")
        self.assertIsNone(self.refused(stranger, 403, "origin-unknown").headers["Access-Control-Allow-Origin"])
        self.assertEqual(self.get("/member.json", Origin=APP).headers["Access-Control-Allow-Origin"], "*")

    def test_compressed_for_whoever_takes_it(self):
        plain = Client(self)("GET", "/member.json")
        self.assertEqual((plain.headers["Content-Encoding"], plain.headers["Vary"]), (None, "Accept-Encoding"))
        for takes, gets in (("gzip, br", "gzip"), ("*", "gzip"), ("gzip;q=0, *", None), ("br", None), ("GZIP; q=0.5", "gzip"), ("*;q=0.0", None)):
            reply = Client(self)("GET", "/member.json", Accept_Encoding=takes)
            self.assertEqual(reply.headers["Content-Encoding"], gets, takes)
            self.assertEqual(gzip.decompress(reply.raw) if gets else reply.raw, plain.raw)
            self.assertEqual(reply.headers["ETag"] == plain.headers["ETag"], not gets)
            again = Client(self)("GET", "/member.json", Accept_Encoding=takes, If_None_Match=reply.headers["ETag"])
            self.assertEqual((again.status, again.raw), (304, b""))
        self.assertIsNone(self.patron()("GET", "/api/account", Accept_Encoding="gzip").headers["Content-Encoding"])
