"""The socket: HTTP/1.1 by the standard library, a thread for each connection. Every answer, also to nonsense, is a problem+json."""

from http.client import HTTPMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .app import LARGEST_DRAFT
from .problems import Problem

MOST_DRAINED = 8 * LARGEST_DRAFT  # a body that is too large is read away up to here, so that the answer arrives


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "second-backend", ""
    timeout = 30
    wbufsize = -1
    disable_nagle_algorithm = True

    def __getattr__(self, name):
        if name.startswith("do_"):  # whatever the method is called
            return self._serve
        raise AttributeError(name)

    def _serve(self):
        raw, trouble = b"", None
        try:
            raw = self._body()
        except Problem as problem:
            trouble, self.close_connection = problem, True
        except ValueError:
            trouble, self.close_connection = Problem("malformed"), True
        self._answer(raw, trouble)

    def _answer(self, raw, trouble=None):
        app = self.server.app
        request = app.request(self.command or "GET", getattr(self, "path", ""), getattr(self, "headers", HTTPMessage()),
                              raw, self.client_address[0])
        status, headers, body = app.answer(request, trouble)
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        self.wfile.flush()

    def _body(self):
        if "chunked" in (self.headers.get("Transfer-Encoding") or "").lower():
            return self._chunks()
        length = self.headers.get("Content-Length") or "0"
        if not (length.isascii() and length.isdigit()) or "Transfer-Encoding" in self.headers:
            raise ValueError("length")
        length = int(length[:20])
        if length > LARGEST_DRAFT:
            left = min(length, MOST_DRAINED)
            while left and (read := self.rfile.read(min(left, 65536))):
                left -= len(read)
            raise Problem("too-large")
        raw = self.rfile.read(length)
        if len(raw) < length:
            raise ValueError("cut off")
        return raw

    def _chunks(self):
        parts, total = [], 0
        while True:
            size = int(self.rfile.readline(100).split(b";")[0], 16)
            if size < 0 or total + size > LARGEST_DRAFT:
                raise Problem("too-large")
            if size == 0:
                while self.rfile.readline(1000).strip():
                    pass
                return b"".join(parts)
            parts.append(self.rfile.read(size))
            total += size
            self.rfile.readline(10)

    def send_error(self, code, message=None, explain=None):
        """What the library itself would refuse: a line or a header it cannot read."""
        self.close_connection = True
        self.request_version = "HTTP/1.1"  # else nothing but the body would be sent
        self._answer(b"", Problem("malformed", message))

    def log_message(self, format, *args):
        pass  # no addresses of patrons in a log


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address, app):
        self.app = app
        super().__init__(address, Handler)
