"""The client against a server that behaves badly: bounded, honest, one clear line."""

from __future__ import annotations

import gzip
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from ingest.errors import FetchError, NotThere
from ingest.fetch.client import Client, Limits, Validators
from tests.ingest.fetch.conftest import QUICK
from tests.ingest.fetch.server import LocalServer, give, serving


def client_of(
    server: LocalServer, limits: Limits = QUICK, sleep: Callable[[float], None] = lambda _: None
) -> Client:
    return Client({server.host}, limits=limits, sleep=sleep)


def complaint(server: LocalServer, limits: Limits = QUICK) -> str:
    """The one line said of what the server gives at /."""
    with pytest.raises(FetchError) as told:
        client_of(server, limits).get(f"{server.address}/")
    line = str(told.value)
    assert "\n" not in line
    return line


def raw(*parts: bytes, pause: float = 0.0, hang: float = 0.0) -> Callable[[BaseHTTPRequestHandler], None]:
    """Bytes as they are, one part after the other, then the connection ends."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        for part in parts:
            handler.wfile.write(part)
            handler.wfile.flush()
            time.sleep(pause)
        time.sleep(hang)

    return answer


def test_what_comes_is_given_with_its_validators(server: LocalServer) -> None:
    server.paths["/"] = give("text", ETag='"1"', Last_Modified="Sat, 01 Aug 2026 10:00:00 GMT")
    found = client_of(server).get(f"{server.address}/", accept="text/html", language="fra")
    assert found.data == b"text"
    assert found.media_type == "text/html"
    assert found.validators == Validators('"1"', "Sat, 01 Aug 2026 10:00:00 GMT")
    (asked,) = server.asked
    assert asked.headers["accept"] == "text/html"
    assert asked.headers["accept-language"] == "fra"
    assert asked.headers["user-agent"].startswith("Boussole/")


def test_a_text_that_has_not_changed_is_not_sent_again(server: LocalServer) -> None:
    server.paths["/"] = give("", status=304, ETag='"1"')
    found = client_of(server).get(f"{server.address}/", known=Validators('"1"', "yesterday"))
    assert found.is_unchanged
    assert server.asked[0].headers["if-none-match"] == '"1"'
    assert server.asked[0].headers["if-modified-since"] == "yesterday"


@pytest.mark.parametrize("status", [404, 406, 410])
def test_no_such_file_is_told_as_that_and_not_asked_again(server: LocalServer, status: int) -> None:
    server.paths["/"] = give("", status=status)
    with pytest.raises(NotThere, match=str(status)):
        client_of(server).get(f"{server.address}/")
    assert len(server.asked) == 1


def test_a_refusal_is_told_and_not_asked_again(server: LocalServer) -> None:
    server.paths["/"] = give("go away", status=403)
    assert "403" in complaint(server)
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [202, 429, 500, 503])
def test_a_busy_server_is_asked_again(server: LocalServer, status: int) -> None:
    server.paths["/"] = [give("wait", status=status), give("text")]
    assert client_of(server).get(f"{server.address}/").data == b"text"


def test_an_empty_answer_is_asked_again(server: LocalServer) -> None:
    server.paths["/"] = [give(""), give("text")]
    assert client_of(server).get(f"{server.address}/").data == b"text"


def test_waiting_doubles_and_ends(server: LocalServer) -> None:
    server.paths["/"] = give("", status=503)
    waited: list[float] = []
    limits = replace(QUICK, tries=4, backoff=1.0)
    with pytest.raises(FetchError, match="503"):
        client_of(server, limits, waited.append).get(f"{server.address}/")
    assert waited == [1.0, 2.0, 4.0]
    assert len(server.asked) == 4


@pytest.mark.parametrize("is_date", [False, True])
def test_the_wait_a_server_asks_for_is_kept(server: LocalServer, is_date: bool) -> None:
    value = formatdate(time.time() + 7, usegmt=True) if is_date else "7"
    server.paths["/"] = [give("", status=429, Retry_After=value), give("text")]
    waited: list[float] = []
    assert client_of(server, QUICK, waited.append).get(f"{server.address}/").data == b"text"
    assert len(waited) == 1
    assert 5 < waited[0] <= 7


def test_a_wait_that_is_too_long_is_told(server: LocalServer) -> None:
    server.paths["/"] = give("", status=503, Retry_After="86400")
    assert "86400 s, run again later" in complaint(server)
    assert len(server.asked) == 1


def test_requests_to_a_host_are_a_second_apart(server: LocalServer) -> None:
    server.paths["/"] = give("text")
    waited: list[float] = []
    client = client_of(server, replace(QUICK, pause=1.0), waited.append)
    client.get(f"{server.address}/")
    client.get(f"{server.address}/")
    assert len(waited) == 1
    assert 0.5 < waited[0] <= 1.0


def test_a_file_that_says_it_is_too_large_is_not_read(server: LocalServer) -> None:
    server.paths["/"] = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 900000000\r\n\r\n", b"x")
    assert "900 MB" in complaint(server)


def test_an_endless_answer_is_stopped(server: LocalServer) -> None:
    stop = threading.Event()

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        handler.close_connection = True
        while not stop.is_set():
            handler.wfile.write(b"x" * 65536)

    server.paths["/"] = endless
    assert "without an end" in complaint(server)
    stop.set()


def test_a_packed_bomb_is_stopped(server: LocalServer) -> None:
    server.paths["/"] = give(gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip")
    assert "without an end" in complaint(server)


def test_a_file_cut_short_is_told(server: LocalServer) -> None:
    server.paths["/"] = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", b"half")
    assert "cut the file short" in complaint(server)
    assert len(server.asked) == 2


def test_a_server_that_stalls_is_left(server: LocalServer) -> None:
    server.paths["/"] = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", b"half", hang=1.5)
    assert "stalled" in complaint(server)


def test_a_server_that_drips_is_left(server: LocalServer) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
    server.paths["/"] = raw(head, *[b"x"] * 30, pause=0.1)
    assert "was not done after 1 s" in complaint(server, replace(QUICK, tries=1))


def test_a_host_that_cannot_be_reached_is_tried_twice_only() -> None:
    with serving() as gone:
        address = gone.address
    waited: list[float] = []
    client = Client({gone.host}, limits=replace(QUICK, tries=4), sleep=waited.append)
    with pytest.raises(FetchError, match="cannot be reached"):
        client.get(address)
    assert len(waited) == 1


def test_redirects_within_the_publisher_are_followed(server: LocalServer) -> None:
    server.paths["/"] = give("", status=303, Location="/resource/1")
    server.paths["/resource/1"] = give("text")
    assert client_of(server).get(f"{server.address}/").address == f"{server.address}/resource/1"


def test_redirects_without_an_end_are_told(server: LocalServer) -> None:
    server.paths["/"] = give("", status=302, Location="/")
    assert "redirects more than" in complaint(server)


def test_a_redirect_to_another_host_is_refused(server: LocalServer) -> None:
    with serving() as other:
        other.paths["/login"] = give("who are you?")
        server.paths["/"] = give("", status=302, Location=f"{other.address}/login")
        assert "none of the publisher's addresses" in complaint(server)
        assert other.asked == []


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/x", "file:///etc/passwd", "https://example.org/", "x"]
)
def test_no_other_address_is_asked(server: LocalServer, address: str) -> None:
    with pytest.raises(FetchError, match="none of the publisher's addresses"):
        client_of(server).get(address)


def tls(tmp_path: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's context with a certificate of an authority nobody knows, and that authority's own certificate."""
    trustme = pytest.importorskip("trustme")
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    return context, tmp_path / "ca.pem"


def test_a_certificate_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    context, _ = tls(tmp_path)
    with serving(context) as server:
        server.paths["/"] = give("text")
        assert "certificate of 127.0.0.1" in complaint(server)
        assert server.asked == []


def test_a_certificate_the_system_vouches_for_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, authority = tls(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    with serving(context) as server:
        server.paths["/"] = give("text")
        assert client_of(server).get(f"{server.address}/").data == b"text"
