"""What bytes from a publisher are, before a reader sees them; and what they are instead, when they are not the text.

Only the head of a file is looked at, with patterns: no parser runs on what has not been checked.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from ingest.errors import FetchError

CONSOLIDATED = "consolidated-xhtml"
PUBLISHED = "oj-xhtml"
FORMEX = "formex"
FORMEX_ZIP = "formex-zip"
HTML = "html"
PDF = "pdf"
UNKNOWN = "unknown"

_HEAD = 300_000
_GAP = r"[\s\u00a0]*"
_REFERENCE = re.compile(
    rf'class="(?:clg-)?reference"[^>]*>{_GAP}0(?P<year>\d{{4}})(?P<kind>[A-Z])(?P<number>\d{{4}}){_GAP}[—–-]{_GAP}'
    rf"(?P<language>[A-Z]{{2}}){_GAP}[—–-]{_GAP}(?P<d>\d\d)\.(?P<m>\d\d)\.(?P<y>\d{{4}})"
)
_OJ_LANGUAGE = re.compile(rf'class="(?:oj-)?hd-lg"[^>]*>{_GAP}(?P<language>[A-Z]{{2}}){_GAP}<')
_OJ_BODY = re.compile(r'class="(?:oj-)?(?:doc-ti|ti-art)"')
_FORMEX_ROOT = re.compile(r"<(?P<root>CONS\.ACT|ACT|ANNEX|DOC|PUBLICATION|CONS\.ANNEX)[\s>]")
_CONSLEG = re.compile(
    r'CONSLEG\.REF="(?P<year>\d{4})(?P<kind>[A-Z])(?P<number>\d{4})"[^>]*START\.DATE="(?P<date>\d{8})"'
)
_FORMEX_LANGUAGE = re.compile(r"<LG\.DOC>(?P<language>[A-Z]{2})</LG\.DOC>")
_ENTITY = re.compile(rb"<!ENTITY|<!DOCTYPE[^>\[]*\[", re.IGNORECASE)
_GATES = (
    (
        "captcha",
        re.compile(
            r"captcha|cf-challenge|challenge-platform|are you a robot|êtes-vous un robot|awswaf", re.I
        ),
    ),
    (
        "login",
        re.compile(r'type=["\']?password|<title>[^<]*(?:log ?in|sign in|connexion|authentification)', re.I),
    ),
    ("refusal", re.compile(r"access denied|accès refusé|<title>[^<]*(?:forbidden|interdit)", re.I)),
)
_TITLE = re.compile(r"<title[^>]*>([^<]{1,200})", re.IGNORECASE)
_MOST_UNPACKED = 80_000_000
_MOST_FILES = 400


@dataclass(frozen=True, slots=True)
class Content:
    """What a file says of itself: its format, and where it tells them the CELEX number of the act (`32017R0745`), its
    language (`fr`) and the date of its version (`2026-01-01`)."""

    format: str
    celex: str = ""
    language: str = ""
    version: str = ""


def look(data: bytes) -> Content:
    """What a file is. Never raises: what is not known is `unknown`."""
    if data.startswith(b"%PDF"):
        return Content(PDF)
    if data.startswith(b"PK\x03\x04"):
        return Content(FORMEX_ZIP)
    head = data[:_HEAD].decode("utf-8", "replace")
    if found := _REFERENCE.search(head):
        date = f"{found['y']}-{found['m']}-{found['d']}"
        return Content(CONSOLIDATED, _celex(found), found["language"].lower(), date)
    if (found := _OJ_LANGUAGE.search(head)) and _OJ_BODY.search(head):
        return Content(PUBLISHED, "", found["language"].lower())
    if _FORMEX_ROOT.search(head[:4000]):
        return _formex(head)
    if re.search(r"<!doctype html|<html|<body", head[:4000], re.IGNORECASE):
        return Content(HTML, language=_html_language(head))
    return Content(UNKNOWN)


def _formex(head: str) -> Content:
    language = _FORMEX_LANGUAGE.search(head)
    told = language["language"].lower() if language else ""
    if found := _CONSLEG.search(head):
        d = found["date"]
        return Content(FORMEX, _celex(found), told, f"{d[:4]}-{d[4:6]}-{d[6:]}")
    return Content(FORMEX, "", told)


def _celex(found: re.Match[str]) -> str:
    return f"3{found['year']}{found['kind']}{found['number']}"


def _html_language(head: str) -> str:
    found = re.search(r"<html[^>]*\slang=[\"']?([a-zA-Z]{2})", head)
    return found[1].lower() if found else ""


def refuse_entities(data: bytes) -> None:
    """Raise FetchError for XML that is not UTF-8 or declares entities: neither does an official text, and a parser must
    not be made to unfold one."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:1000]:
        raise FetchError("the file is not UTF-8 as the publisher's are; it is not kept")
    declared = re.match(rb"\s*<\?xml[^>]*encoding=[\"']([\w-]+)", data)
    if declared and declared[1].lower() not in (b"utf-8", b"utf8"):
        raise FetchError(
            f"the file is {declared[1].decode()}, not UTF-8 as the publisher's are; it is not kept"
        )
    if _ENTITY.search(data):
        raise FetchError("the file declares XML entities (an entity attack?); it is not kept")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FetchError(f"the file is not UTF-8 (byte {error.start}); it is not kept") from error


def what_instead(data: bytes) -> str:
    """What a web page is that came in a text's place, in words; empty when it is no page at all."""
    head = data[:_HEAD].decode("utf-8", "replace")
    if not re.search(r"<html|<!doctype html|<body", head[:4000], re.IGNORECASE):
        return ""
    for kind, signs in _GATES:
        if signs.search(head):
            return f"a {kind} page"
    title = _TITLE.search(head)
    return f"a web page titled {' '.join(title[1].split())[:80]!r}" if title else "another web page"


def check_act(data: bytes, celex: str, language: str, version: str = "") -> Content:
    """Whether this is the act asked for, whole, in its language and version. Raises FetchError in one line otherwise.

    `version` empty means the act as published in the Official Journal.
    """
    content = look(data)
    if content.format not in (CONSOLIDATED, PUBLISHED, FORMEX):
        instead = what_instead(data) or (
            "an unknown file" if content.format == UNKNOWN else f"a {content.format} file"
        )
        coded = "" if _is_utf8(data) else " (not UTF-8, or re-encoded on the way)"
        raise FetchError(f"{instead}{coded} came instead of the act {celex}")
    refuse_entities(data)
    if not re.search(rb"</(?:html|CONS\.ACT|ACT|ANNEX)>\s*\Z", data):
        raise FetchError(f"the act {celex} is cut short: it does not end as such a file does")
    year, number = celex[1:5], int(celex[6:])
    named = f"{year}/{number}" in data[:_HEAD].decode("utf-8", "replace")
    if (content.celex and content.celex != celex) or (not content.celex and not named):
        raise FetchError(f"{content.celex or 'another act'} came instead of {celex}")
    if content.language and content.language != language:
        raise FetchError(f"{celex} came in {content.language}, {language} was asked for")
    if version and content.version != version:
        raise FetchError(f"{celex} of {content.version or 'no date'} came, that of {version} was asked for")
    return content


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def unzipped(data: bytes) -> dict[str, bytes]:
    """The XML files of a Formex package by name, within bounds. Raises FetchError for a bomb or a broken archive."""
    found: dict[str, bytes] = {}
    left = _MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > _MOST_FILES:
                raise FetchError(f"the archive holds {len(entries)} files, more than an act has")
            for entry in entries:
                if entry.is_dir() or not entry.filename.lower().endswith(".xml"):
                    continue
                with archive.open(entry) as file:
                    # Sizes in the header may lie: what is unpacked is counted.
                    unpacked = file.read(left + 1)
                left -= len(unpacked)
                if left < 0:
                    raise FetchError(
                        "the archive unpacks to far more than an act has (a zip bomb?); it is not kept"
                    )
                refuse_entities(unpacked)
                found[entry.filename] = unpacked
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise FetchError(f"the archive is broken ({str(error)[:80]})") from error
    return found


def formex_parts(files: dict[str, bytes]) -> list[bytes]:
    """The files that hold law, the act before its annexes; lists of contents (`DOC`, `PUBLICATION`) are left out."""
    rank = {"CONS.ACT": 0, "ACT": 0, "ANNEX": 1, "CONS.ANNEX": 1}
    parts = []
    for name, data in sorted(files.items()):
        root = _FORMEX_ROOT.search(data[:4000].decode("utf-8", "replace"))
        if root and root["root"] in rank:
            parts.append((rank[root["root"]], name, data))
    return [data for _, _, data in sorted(parts, key=lambda p: p[:2])]
