"""A web server on this machine that answers as a test tells it to, well or badly."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[BaseHTTPRequestHandler], None]


def give(body: bytes | str, *, status: int = 200, media_type: str = "text/html", **headers: str) -> Answer:
    """An answer with a body; underscores in header names are hyphens."""
    data = body.encode() if isinstance(body, str) else body

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        told = {"Content-Type": media_type, "Content-Length": str(len(data))}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in told.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(data)

    return answer


@dataclass
class Asked:
    """One request that came in."""

    path: str
    headers: dict[str, str]


@dataclass
class LocalServer:
    """What is given by path (a query counts only where a path with it is set), and what was asked."""

    address: str
    paths: dict[str, Answer | list[Answer]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    @property
    def host(self) -> str:
        """`127.0.0.1:port`."""
        return self.address.partition("://")[2]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Give what is set for a path; a list is given one after the other, its last for ever."""
        self.asked.append(Asked(handler.path, {k.lower(): v for k, v in handler.headers.items()}))
        found = self.paths.get(handler.path) or self.paths.get(handler.path.partition("?")[0])
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        (found or give("no such file", status=404))(handler)


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[LocalServer]:
    """A server on a free port, with TLS when a context is given."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            try:
                local.answer(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            pass

    server = Quiet(("127.0.0.1", 0), Handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    scheme = "https" if context else "http"
    local = LocalServer(f"{scheme}://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield local
    finally:
        server.shutdown()
        server.server_close()
