"""Parses foreign XML, HTML and zip files safely: no network, no DTD, no entities, bounded sizes.

Every refusal is a SourceError of one line. Names inside a zip are never used as paths.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from html.entities import name2codepoint

from lxml import etree, html

from ingest.errors import SourceError

MAX_BYTES = 20_000_000
MAX_UNZIPPED = 60_000_000
MAX_RATIO = 200
MAX_MEMBERS = 500
_CHUNK = 1 << 16
_DECLARED = re.compile(
    rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']|<meta[^>]*?charset\s*=\s*["']?([\w.:-]+)""",
    re.IGNORECASE,
)
_UTF8 = ("utf-8", "utf8", "us-ascii")
# UTF-8 bytes once read as Latin-1 or Windows-1252: é as Ã©, ’ as â€™, a no-break space as Â and a space.
_MOJIBAKE = re.compile("Ã[\u0080-\u00bf\u0152-\u2122]|â€[\u0080-\u2122]|Â[\u00a0«»°]|\ufffd")
_SUBSET = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)|<!DOCTYPE[^>\[]*\[", re.IGNORECASE)
_PROLOGUE = re.compile(r"\A\s*<\?xml[^>]*\?>", re.IGNORECASE)


def decode(data: bytes, name: str) -> str:
    """The text of a file that must be UTF-8 and say nothing else.

    Raises SourceError when it is too large, of another charset, or was re-encoded on its way.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(
            f"{name}: {len(data) // 1_000_000} MB is more than an act has ({MAX_BYTES // 1_000_000} MB)"
        )
    declared = _DECLARED.search(data[:4096])
    charset = ((declared[1] or declared[2]) if declared else b"utf-8").decode("ascii").lower()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{name}: not UTF-8 (byte {error.start}) as the publisher serves it; the file was re-encoded, fetch it again"
        ) from error
    if charset not in _UTF8:
        raise SourceError(
            f"{name}: declares the charset {charset} but is UTF-8; the file was re-encoded, fetch it again"
        )
    if len(_MOJIBAKE.findall(text)) > 2:
        raise SourceError(f"{name}: accents are garbled (read once in a wrong charset); fetch the file again")
    return text


def parse_xml(text: str, name: str) -> etree._Element:
    """The root of an XML text, names without namespace. Raises SourceError when it is damaged or declares entities."""
    if _SUBSET.search(text):
        raise SourceError(f"{name}: declares entities of its own, which no act does; not read")
    body = _PROLOGUE.sub("", text).lstrip()
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(body.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        reason = " ".join((error.msg or "").split(", line")[0].split())[:80]
        raise SourceError(
            f"{name}: damaged or cut short at line {error.lineno} ({reason}); fetch it again"
        ) from error
    return _plain(root, name)


def parse_html(text: str, name: str) -> etree._Element:
    """The root of an HTML page, without scripts and styles. Raises SourceError for a page that is cut short."""
    if "</html>" not in text[-400:].lower():
        raise SourceError(f"{name}: the page is cut short (no </html> at its end); fetch it again")
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, encoding="utf-8")
    try:
        root = html.document_fromstring(_PROLOGUE.sub("", text).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise SourceError(
            f"{name}: not readable as HTML ({' '.join(str(error).split())[:80]}); fetch it again"
        ) from error
    etree.strip_elements(root, "script", "style", "noscript", with_tail=False)
    return _plain(root, name)


def _plain(root: etree._Element, name: str) -> etree._Element:
    """Local names instead of namespaces, and named characters of HTML in place of their entities."""
    for element in root.iter():
        if element.tag is etree.Entity:
            _put_character(element, name)
        elif isinstance(element.tag, str) and element.tag.startswith("{"):
            element.tag = element.tag.rpartition("}")[2]
    etree.strip_tags(root, etree.Entity)
    return root


def _put_character(entity: etree._Element, name: str) -> None:
    code = name2codepoint.get(str(entity.text or "").strip("&;"))
    if code is None:
        raise SourceError(f"{name}: the entity {entity.text} is not known; not read")
    entity.tail = chr(code) + (entity.tail or "")


def unzip(data: bytes, name: str) -> list[tuple[str, bytes]]:
    """The files in a zip, by name. Raises SourceError when it is damaged, locked, or unpacks to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            if len(members) > MAX_MEMBERS:
                raise SourceError(f"{name}: {len(members)} files in the zip, more than an act has; not read")
            return _unpack(archive, members, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise SourceError(
            f"{name}: the zip is damaged or locked ({' '.join(str(error).split())[:60]}); fetch it again"
        ) from error


def _unpack(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], name: str) -> list[tuple[str, bytes]]:
    """Read each member in pieces: what the zip says of its sizes is not believed."""
    found, total = [], 0
    for member in sorted(members, key=lambda m: m.filename):
        parts: list[bytes] = []
        size = 0
        with archive.open(member) as stream:
            while part := stream.read(_CHUNK):
                size += len(part)
                total += len(part)
                if (
                    total > MAX_UNZIPPED
                    or size > MAX_BYTES
                    or size > max(_CHUNK, member.compress_size * MAX_RATIO)
                ):
                    raise SourceError(f"{name}: the zip unpacks to more than any act (a zip bomb?); not read")
                parts.append(part)
        found.append((member.filename.replace("\\", "/").rpartition("/")[2], b"".join(parts)))
    return found
