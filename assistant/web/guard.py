"""Keeps the page to itself: no address outside is named in it, and the browser is told to ask for none."""

from __future__ import annotations

import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'self'",
        # Gradio's page has inline scripts and compiles its templates in the browser.
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
_CARD = re.compile(rb'\s*<meta\s+(?:property="og:|name="twitter:)[^>]*>')
_LANGUAGE = re.compile(rb'(<html\s+)lang="en"')


class PageGuard:
    """ASGI middleware: a content policy on every response; Gradio's own cards for social sites leave the page.

    The page's declared language becomes `language`; the switch in the page changes it afterwards.
    """

    def __init__(self, app: ASGIApp, language: str) -> None:
        self._app = app
        self._language = language.encode("ascii")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http":
            await self._app(scope, receive, _Guarded(send, self._language))
        else:
            await self._app(scope, receive, send)


class _Guarded:
    """Passes a response on, holding back an HTML page until it is whole and cleaned."""

    def __init__(self, send: Send, language: bytes) -> None:
        self._send = send
        self._language = language
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._begin(message)
        elif message["type"] == "http.response.body" and self._start is not None:
            await self._collect(message)
        else:
            await self._send(message)

    async def _begin(self, message: Message) -> None:
        headers = {name.lower(): value for name, value in message["headers"]}
        guarded = [
            *message["headers"],
            (b"content-security-policy", POLICY.encode("ascii")),
            (b"referrer-policy", b"no-referrer"),
            (b"x-content-type-options", b"nosniff"),
        ]
        message = {**message, "headers": guarded}
        is_plain_page = (
            b"text/html" in headers.get(b"content-type", b"") and b"content-encoding" not in headers
        )
        if is_plain_page:
            self._start = message
        else:
            await self._send(message)

    async def _collect(self, message: Message) -> None:
        assert self._start is not None
        self._body += message.get("body", b"")
        if message.get("more_body", False):
            return
        body = _LANGUAGE.sub(rb'\1lang="' + self._language + b'"', _CARD.sub(b"", self._body), count=1)
        headers = [(n, v) for n, v in self._start["headers"] if n.lower() != b"content-length"]
        headers.append((b"content-length", str(len(body)).encode("ascii")))
        await self._send({**self._start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})
