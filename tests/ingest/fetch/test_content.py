"""What files are, told from their heads; and what came in their place."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from ingest.errors import FetchError
from ingest.fetch.content import Content, check_act, formex_parts, look, unzipped, what_instead
from tests.ingest.fetch.acts import consolidated, formex, published

SAMPLES = [
    (
        "eurlex-consolidated.32024R1689.fr.html",
        Content("consolidated-xhtml", "32024R1689", "fr", "2026-07-27"),
    ),
    (
        "eurlex-consolidated.32016R0679.fr.html",
        Content("consolidated-xhtml", "32016R0679", "fr", "2016-05-04"),
    ),
    ("eurlex-oj.32016R0679.fr.html", Content("oj-xhtml", "", "fr")),
    ("eurlex-oj.32021R0953.en.html", Content("oj-xhtml", "", "en")),
    ("eurlex-oj.32026D0454.en.html", Content("oj-xhtml", "", "en")),
    ("formex4.32016R0679.fr.xml", Content("formex", "32016R0679", "fr", "2016-05-04")),
    ("formex4.32024R1689.fr.xml", Content("formex", "32024R1689", "fr", "2026-07-27")),
]


@pytest.mark.parametrize(("name", "expected"), SAMPLES)
def test_samples_are_told_apart(samples: Path, name: str, expected: Content) -> None:
    assert look((samples / name).read_bytes()) == expected


@pytest.mark.parametrize("name", [n for n, _ in SAMPLES])
def test_samples_are_the_acts_they_are(samples: Path, name: str) -> None:
    _, celex, language, _ = name.split(".")
    data = (samples / name).read_bytes()
    date = look(data).version
    assert check_act(data, celex, language, date).language == language


BAD = [
    (consolidated(), ("32017R0746", "fr", "2026-01-01"), "came instead of 32017R0746"),
    (published(), ("32017R0746", "fr", ""), "another act came"),
    (consolidated(), ("32017R0745", "en", "2026-01-01"), "came in fr, en was asked"),
    (consolidated(), ("32017R0745", "fr", "2024-07-09"), "of 2026-01-01 came"),
    (consolidated().replace("</html>", ""), ("32017R0745", "fr", "2026-01-01"), "cut short"),
    (formex()[:-10], ("32017R0745", "fr", "2026-01-01"), "cut short"),
    (
        "<html><body><form>Please solve this captcha</form></body></html>",
        ("32017R0745", "fr", ""),
        "a captcha page",
    ),
    ('<html><input type="password"/></html>', ("32017R0745", "fr", ""), "a login page"),
    ("<html><head><title>Forbidden</title></head></html>", ("32017R0745", "fr", ""), "a refusal page"),
    (
        "<html><head><title>Maintenance</title></head></html>",
        ("32017R0745", "fr", ""),
        "titled 'Maintenance'",
    ),
    ("plain words", ("32017R0745", "fr", ""), "an unknown file came"),
    (
        formex().replace("<CONS.ACT>", '<!DOCTYPE x [<!ENTITY a "aaaa">]><CONS.ACT>'),
        ("32017R0745", "fr", "2026-01-01"),
        "declares XML entities",
    ),
    (
        published().replace("UTF-8", "ISO-8859-1"),
        ("32017R0745", "fr", ""),
        "not UTF-8",
    ),
]


@pytest.mark.parametrize(("text", "asked", "line"), BAD)
def test_what_is_not_the_act_is_told(text: str, asked: tuple[str, str, str], line: str) -> None:
    with pytest.raises(FetchError, match=line) as told:
        check_act(text.encode(), *asked)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_a_file_in_another_encoding_is_refused(encoding: str) -> None:
    with pytest.raises(FetchError):
        check_act(published().encode(encoding), "32017R0745", "fr")


def test_a_text_is_no_page_instead() -> None:
    assert what_instead(b"%PDF-1.7") == ""


def packed(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_a_package_gives_the_act_before_its_annexes() -> None:
    files = {
        "b.xml": b"<ANNEX></ANNEX>",
        "c.xml": b"<ACT></ACT>",
        "a.doc.xml": b"<DOC></DOC>",
        "readme.txt": b"x",
    }
    assert formex_parts(unzipped(packed(files))) == [b"<ACT></ACT>", b"<ANNEX></ANNEX>"]


def test_a_zip_bomb_is_refused() -> None:
    with pytest.raises(FetchError, match="zip bomb"):
        unzipped(packed({"a.xml": b"\x20" * 90_000_000}))


def test_too_many_files_are_refused() -> None:
    with pytest.raises(FetchError, match="401 files"):
        unzipped(packed({f"{n}.xml": b"<ACT/>" for n in range(401)}))


def test_a_broken_archive_is_told() -> None:
    with pytest.raises(FetchError, match="broken"):
        unzipped(packed({"a.xml": b"<ACT/>"})[:-30])


def test_entities_in_a_package_are_refused() -> None:
    with pytest.raises(FetchError, match="entities"):
        unzipped(packed({"a.xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><ACT/>'}))
