"""A polite HTTP client for official texts: few hosts, bounded in time and size, and clear about what went wrong.

It asks only the hosts it was made with, one request a second a host, tries again when a server is busy or a
connection breaks (waiting as long as `Retry-After` says, within reason), and never turns certificate checks off.
"""

from __future__ import annotations

import email.utils
import importlib.metadata
import ssl
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx
import truststore
from tenacity import RetryCallState, Retrying, retry_if_exception_type

from ingest.errors import FetchError, NotThere, Unreachable

_REDIRECTS = {301, 302, 303, 307, 308}
_NOT_THERE = {404, 406, 410}
_BUSY = {202, 408, 425, 429, 500, 502, 503, 504}
"""Answers worth another try; 202 is Cellar's "still being made"."""
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one request: seconds to connect, to wait for the next bytes and for all of it; bytes after
    unpacking; tries; redirects; seconds between two requests to a host; the longest `Retry-After` obeyed."""

    connect: float = 10.0
    read: float = 30.0
    total: float = 300.0
    size: int = 60 * _MB
    tries: int = 4
    redirects: int = 6
    pause: float = 1.0
    patience: float = 120.0
    backoff: float = 1.0


@dataclass(frozen=True, slots=True)
class Validators:
    """What a publisher gave to ask "has it changed?": an ETag and a Last-Modified date, either may be empty."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """What came from `address` (the last one, after redirects). `is_unchanged` when the validators still hold:
    then there is no data."""

    address: str
    data: bytes
    media_type: str
    validators: Validators
    is_unchanged: bool = False


class _Busy(FetchError):
    """Worth another try, after `seconds` if the server said so."""

    def __init__(self, message: str, seconds: float | None = None) -> None:
        super().__init__(message)
        self.seconds = seconds


class Client:
    """Fetches from `hosts` (`host` or `host:port`) only. `sleep` waits, in seconds; tests put their own in.

    `lost` remembers hosts that could not be reached, so that clients of one run do not each wait for them.
    """

    def __init__(
        self,
        hosts: Collection[str],
        *,
        limits: Limits | None = None,
        sleep: Callable[[float], None] = time.sleep,
        lost: dict[str, str] | None = None,
    ) -> None:
        self._lost = {} if lost is None else lost
        self._hosts = frozenset(h.lower() for h in hosts)
        self._limits = limits or Limits()
        self._sleep = sleep
        self._last: dict[str, float] = {}
        self._http: httpx.Client | None = None

    def close(self) -> None:
        """Let go of the connections."""
        if self._http is not None:
            self._http.close()
            self._http = None

    def get(
        self,
        address: str,
        *,
        accept: str = "*/*",
        language: str = "",
        known: Validators | None = None,
        size: int = 0,
    ) -> Response:
        """The bytes at an address. `size` bounds them where the usual limit does not fit.

        Raises NotThere when there is no such file, FetchError in one line for everything else.
        """
        headers = {"Accept": accept}
        if language:
            headers["Accept-Language"] = language
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        retrying = Retrying(
            stop=self._is_enough,
            retry=retry_if_exception_type((_Busy, Unreachable)),
            wait=self._wait,
            sleep=self._sleep,
            reraise=True,
        )
        if reason := self._lost.get(host_of(address)):
            raise Unreachable(reason)
        try:
            return retrying(self._follow, address, headers, size or self._limits.size)
        except Unreachable as error:
            self._lost[host_of(address)] = str(error)
            raise

    def _is_enough(self, state: RetryCallState) -> bool:
        """Whether to stop trying; a host that cannot be reached is tried twice only, there may be no network at all."""
        error = state.outcome.exception() if state.outcome else None
        tries = min(2, self._limits.tries) if isinstance(error, Unreachable) else self._limits.tries
        return state.attempt_number >= tries

    def _wait(self, state: RetryCallState) -> float:
        """Seconds until the next try: what the server asked for, else doubling."""
        error = state.outcome.exception() if state.outcome else None
        asked = error.seconds if isinstance(error, _Busy) else None
        if asked is not None and asked > self._limits.patience:
            raise FetchError(f"{error}; it asks to wait {asked:.0f} s, run again later")
        doubling: float = self._limits.backoff * 2 ** (state.attempt_number - 1)
        return max(asked or 0.0, doubling)

    def _follow(self, address: str, headers: dict[str, str], size: int) -> Response:
        """One try: the address and where it redirects to."""
        deadline = time.monotonic() + self._limits.total
        for _ in range(self._limits.redirects + 1):
            found = self._once(address, headers, size, deadline)
            if isinstance(found, Response):
                return found
            address = self._redirected(address, found)
        raise FetchError(f"{host_of(address)} redirects more than {self._limits.redirects} times; gave up")

    def _redirected(self, address: str, target: str) -> str:
        """Where a redirect leads; a step down from https to http is taken on https instead."""
        parts = urlsplit(urljoin(address, target))
        if urlsplit(address).scheme == "https" and parts.scheme == "http":
            parts = parts._replace(scheme="https")
        return urlunsplit(parts)

    def _once(self, address: str, headers: dict[str, str], size: int, deadline: float) -> Response | str:
        """One request: the response, or where it redirects to."""
        host = self._check(address)
        self._be_polite(host)
        try:
            with self._open().stream("GET", address, headers=headers) as response:
                if response.status_code in _REDIRECTS and "location" in response.headers:
                    return response.headers["location"]
                if response.status_code == 304:
                    return Response(address, b"", "", _validators(response), is_unchanged=True)
                _check_status(response, host)
                data = self._read(response, host, size, deadline)
        except httpx.HTTPError as error:
            self._give_up(error, host)
        except ssl.SSLError as error:
            self._give_up(error, host)
        except httpx.InvalidURL as error:
            raise FetchError(f"{address[:80]!r} is no address ({error})") from error
        if not data:
            raise _Busy(f"{host} answered with an empty file")
        media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Response(address, data, media_type, _validators(response))

    def _check(self, address: str) -> str:
        """The host of an address. Raises FetchError when it is not one of ours."""
        host = host_of(address)
        if urlsplit(address).scheme not in ("http", "https") or host not in self._hosts:
            raise FetchError(
                f"the way leads to {host or address[:60]!r}, which is none of the publisher's addresses "
                "(a login page, or the text has moved); nothing was fetched"
            )
        return host

    def _be_polite(self, host: str) -> None:
        """Keep the pause between two requests to a host."""
        left = self._last.get(host, -self._limits.pause) + self._limits.pause - time.monotonic()
        if left > 0:
            self._sleep(left)
        self._last[host] = time.monotonic()

    def _open(self) -> httpx.Client:
        if self._http is None:
            limits = self._limits
            self._http = httpx.Client(
                verify=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
                timeout=httpx.Timeout(limits.read, connect=limits.connect),
                headers={"User-Agent": user_agent(), "Accept-Encoding": "gzip, identity"},
                follow_redirects=False,
            )
        return self._http

    def _read(self, response: httpx.Response, host: str, size: int, deadline: float) -> bytes:
        """All bytes, within the bounds of size and time."""
        declared = response.headers.get("content-length", "")
        if declared.isdigit() and int(declared) > size:
            raise FetchError(
                f"{host} sends {int(declared) // _MB} MB, more than such a text has ({size // _MB} MB)"
            )
        data = bytearray()
        for chunk in response.iter_bytes():
            data += chunk
            if len(data) > size:
                raise FetchError(f"{host} sends more than {size // _MB} MB without an end; stopped")
            if time.monotonic() > deadline:
                raise _Busy(f"{host} was not done after {self._limits.total:.0f} s; stopped")
        return bytes(data)

    def _give_up(self, error: Exception, host: str) -> NoReturn:
        """One line for what went wrong on the way; worth another try unless the certificate is at fault."""
        if reason := _certificate_fault(error):
            raise FetchError(
                f"the certificate of {host} is not valid ({reason}); nothing was fetched. If your network checks "
                "traffic with a certificate of its own, add it to the system's certificates"
            ) from error
        if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout):
            raise Unreachable(f"{host} did not answer within {self._limits.connect:.0f} s") from error
        if isinstance(error, httpx.TimeoutException):
            raise _Busy(f"{host} stalled: nothing came for {self._limits.read:.0f} s") from error
        if isinstance(error, httpx.ConnectError):
            raise Unreachable(f"{host} cannot be reached ({_first_line(error)})") from error
        if isinstance(error, httpx.RemoteProtocolError):
            raise _Busy(f"{host} cut the file short ({_first_line(error)})") from error
        if isinstance(error, httpx.DecodingError):
            raise FetchError(f"{host} sends a badly packed file ({_first_line(error)})") from error
        raise _Busy(f"the connection to {host} broke ({_first_line(error)})") from error


def host_of(address: str) -> str:
    """`host` or `host:port` of an address, in small letters; empty when it has none."""
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    return f"{(parts.hostname or '').lower()}{port}" if parts.hostname else ""


def user_agent() -> str:
    """How the client names itself."""
    try:
        version = importlib.metadata.version("boussole")
    except importlib.metadata.PackageNotFoundError:
        version = "dev"
    return f"Boussole/{version} (regulatory assistant; fetches official texts for one reader, one request a second)"


def _check_status(response: httpx.Response, host: str) -> None:
    """Raise what an answer other than 200 means."""
    status = response.status_code
    if status == 200:
        return
    told = f"{host} answered {status} {response.reason_phrase}".rstrip()
    if status in _NOT_THERE:
        raise NotThere(f"{told}: no such file at {response.request.url.path}")
    if status in _BUSY:
        raise _Busy(told, _retry_after(response.headers.get("retry-after", "")))
    if status in (401, 403, 407):
        raise FetchError(f"{told}: it refuses to give the text to a program")
    if status == 300:
        raise NotThere(f"{told}: several files fit, none was chosen")
    raise FetchError(told)


def _retry_after(value: str) -> float | None:
    """Seconds of a `Retry-After` header, which has seconds or a date; None without one that can be read."""
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError):
        return None


def _validators(response: httpx.Response) -> Validators:
    return Validators(response.headers.get("etag", ""), response.headers.get("last-modified", ""))


def _certificate_fault(error: BaseException) -> str:
    """Why a certificate was refused, empty when it was not: looked for in the chain of causes."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLCertVerificationError):
            return seen.verify_message or "it cannot be verified"
        seen = seen.__cause__ or seen.__context__
    text = str(error)
    return text[:120] if "CERTIFICATE_VERIFY_FAILED" in text else ""


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:120]
