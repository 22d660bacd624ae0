"""What a file is, by its content alone; and what is refused, in one line."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import SourceError
from ingest.formats import Format, may_be_act, recognise
from ingest.markup import MAX_BYTES, unzip
from ingest.readers.eu_acts.facts import celex_of_title
from ingest.readers.eu_acts.read import read_act
from tests.act_markup import Act, Article, Paragraph, consolidated, formex, formex_zip, published

LONG = " ".join(["The keeper of the kite shall look to the string and to the wind of the day."] * 12)
ENGLISH = Act(articles=(Article("art_1", "Article 1", "Kites", paragraphs=(Paragraph("1.", [[LONG]]),)),))
FRENCH_WORDS = " ".join(
    ["Le gardien du cerf-volant veille à la corde et à la force du vent dans les airs des côtes."] * 12
)
FRENCH = Act(
    language="fr",
    articles=(Article("art_1", "Article premier", "Été", paragraphs=(Paragraph("1.", [[FRENCH_WORDS]]),)),),
)


@pytest.mark.parametrize("act", [ENGLISH, FRENCH], ids=["en", "fr"])
@pytest.mark.parametrize(
    ("render", "expected"),
    [
        (consolidated, Format.CONSOLIDATED),
        (published, Format.PUBLISHED),
        (formex, Format.FORMEX),
        (formex_zip, Format.FORMEX_ZIP),
    ],
)
def test_a_file_is_known_by_its_content(
    render: Callable[[Act], str | bytes], expected: Format, act: Act
) -> None:
    content = render(act)
    data = content.encode() if isinstance(content, str) else content
    found = recognise(data, "download (3)")
    assert (found.format, found.facts.language, found.facts.celex) == (expected, act.language, "32031R0003")
    assert may_be_act(data[:100])
    assert found.document == ""


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"\r\n \n"])
def test_a_byte_order_mark_or_blank_lines_before_the_text_do_no_harm(mark: bytes) -> None:
    assert recognise(mark + consolidated(ENGLISH).strip().encode(), "x").facts.language == "en"


def test_the_act_or_language_asked_for_must_be_the_one_found() -> None:
    data = consolidated(FRENCH).encode()
    assert recognise(data, "x", language="fr", celex="32031R0003").facts.language == "fr"
    with pytest.raises(SourceError, match="in the language 'fr', not 'en'"):
        recognise(data, "x", language="en")
    with pytest.raises(SourceError, match="the act 32031R0003, not 32017R0745"):
        recognise(data, "x", celex="32017R0745")


def test_titles_tell_the_number_of_an_act() -> None:
    expected = {
        "REGULATION (EU) 2017/745 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL of 5 April 2017": "32017R0745",
        "RÈGLEMENT (UE) 2016/679 DU PARLEMENT EUROPÉEN": "32016R0679",
        "COMMISSION IMPLEMENTING REGULATION (EU) No 305/2013 of 1 April 2013": "32013R0305",
        "Commission Delegated Regulation (EU) 2023/502": "32023R0502",
        "DIRECTIVE 2011/24/EU OF THE EUROPEAN PARLIAMENT": "32011L0024",
        "DÉCISION (UE) 2026/454 DU CONSEIL": "32026D0454",
        "Kites amending Regulation (EU) 2017/745": "",
        "": "",
    }
    assert {title: celex_of_title(title) for title in expected} == expected


def _html(body: str, title: str = "Page") -> bytes:
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>".encode()


BOMB = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 10))
ATTACKS: dict[str, tuple[bytes, str]] = {
    "billion laughs": (
        f'<?xml version="1.0"?><!DOCTYPE CONS.ACT [<!ENTITY b0 "ha">{BOMB}]><CONS.ACT>&b9;</CONS.ACT>'.encode(),
        "declares entities",
    ),
    "external entity": (
        b'<!DOCTYPE ACT [<!ENTITY x SYSTEM "file:///etc/passwd">]><ACT>&x;</ACT>',
        "declares entities",
    ),
    "parameter entity": (
        b'<!DOCTYPE ACT [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]><ACT/>',
        "declares entities",
    ),
    "entities in a page": (
        consolidated(ENGLISH).replace('"xhtml-strict.dtd">', '"x.dtd" [<!ENTITY a "b">]>').encode(),
        "declares entities",
    ),
    "unknown entity": (
        consolidated(ENGLISH).replace("keeper", "&keeper;", 1).encode(),
        "entity &keeper; is not known",
    ),
    "deep nesting": (b"<ACT>" * 3000 + b"</ACT>" * 3000, "damaged"),
    "truncated XHTML": (consolidated(ENGLISH).encode()[:-900], "cut short at line"),
    "truncated Formex": (formex(ENGLISH).encode()[:-200], "cut short at line"),
    "truncated page": (b"<html><body><div id='docHtml'>" + published(ENGLISH).encode()[700:-40], "cut short"),
    "Latin-1": (consolidated(FRENCH).encode("latin-1", "replace"), "not UTF-8"),
    "Latin-1 that says so": (
        ('<?xml version="1.0" encoding="iso-8859-1"?>' + published(FRENCH).partition("?>")[2]).encode(
            "latin-1", "replace"
        ),
        "not UTF-8",
    ),
    "UTF-8 that says Latin-1": (
        ('<?xml version="1.0" encoding="iso-8859-1"?>' + published(FRENCH).partition("?>")[2]).encode(),
        "declares the charset iso-8859-1",
    ),
    "UTF-16": (consolidated(FRENCH).encode("utf-16"), "not UTF-8"),
    "mojibake": (consolidated(FRENCH).encode().decode("cp1252", "ignore").encode(), "garbled"),
    "replacement marks": (
        consolidated(FRENCH).replace("é", "\ufffd").replace("à", "\ufffd").encode(),
        "garbled",
    ),
    "captcha": (
        _html("<form><div class='g-recaptcha'></div>Please show you are human</form>"),
        "a robot check instead",
    ),
    "login": (_html("<form><input type='password'></form>", "EU Login"), "a login page instead"),
    "not found": (_html("<h1>Nothing here</h1>", "404 Not Found"), "an error page instead"),
    "another page": (_html("<p>Buy kites.</p>"), "without the markup of an act instead"),
    "other XML": (b"<?xml version='1.0'?><NOTICE type='tree'><WORK/></NOTICE>", "root <NOTICE>, not an act"),
    "an annex alone": (b"<ANNEX><TITLE><TI><P>ANNEX I</P></TI></TITLE></ANNEX>", "one annex"),
    "a cover sheet": (b"<DOC><BIB.DOC/></DOC>", "cover sheet"),
    "a PDF": (b"%PDF-1.7 ...", "a PDF"),
    "empty": (b"  \n ", "empty"),
    "another language": (consolidated(replace(ENGLISH, language="de")).encode(), "in the language 'de'"),
    "French that says English": (consolidated(replace(FRENCH, language="en")).encode(), "is written in 'fr'"),
    "no date": (consolidated(ENGLISH).replace("05.04.2032", "45.14.2032").encode(), "no date"),
    "no number": (
        published(ENGLISH).replace("REGULATION (EU) 2031/3", "SOMETHING").encode(),
        "without its number",
    ),
    "no reference": (
        consolidated(ENGLISH).replace(">032031R0003", ">", 1).replace(">02031R0003", ">").encode(),
        "reference line",
    ),
}


@pytest.mark.parametrize(("data", "told"), ATTACKS.values(), ids=list(ATTACKS))
def test_what_is_no_whole_act_is_refused_in_one_line(data: bytes, told: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_act(recognise(data, "file.bin"))
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("file.bin: ")


def test_named_characters_of_html_are_the_characters() -> None:
    page = consolidated(ENGLISH).replace("The keeper", "The&nbsp;keeper&rsquo;s", 1)
    assert (
        read_act(recognise(page.encode(), "x")).provisions[1].texts[0].text.startswith("1. The keeper’s of")
    )


def test_nothing_outside_the_file_is_opened(tmp_path: Path) -> None:
    """A page names a DTD that would give every div a class; the DTD is there and is not read."""
    (tmp_path / "xhtml-strict.dtd").write_text('<!ATTLIST div class CDATA "norm">')
    page = consolidated(ENGLISH).replace(
        '"xhtml-strict.dtd"', f'"{(tmp_path / "xhtml-strict.dtd").as_uri()}"'
    )
    chapter = recognise(page.encode(), "x").roots()[0].find(".//div[@id='cpt_I']")
    assert chapter is not None
    assert chapter.get("class") is None


def _zip(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return packed.getvalue()


def test_a_zip_bomb_is_not_unpacked() -> None:
    with pytest.raises(SourceError, match="unpacks to more than any act"):
        recognise(_zip(act=b"<ACT>" + b" " * (MAX_BYTES + 10) + b"</ACT>"), "bomb.zip")
    with pytest.raises(SourceError, match="unpacks to more than any act"):
        recognise(_zip(act=b"<ACT>" + b" " * 5_000_000 + b"</ACT>"), "ratio.zip")


def test_a_zip_that_lies_about_its_sizes_is_refused() -> None:
    data = bytearray(_zip(act=b"<ACT>" + b" " * 5_000_000 + b"</ACT>"))
    size = (5_000_011).to_bytes(4, "little")
    assert size in data
    with pytest.raises(SourceError):
        recognise(bytes(data).replace(size, (100).to_bytes(4, "little")), "liar.zip")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (_zip(a=formex(ENGLISH).encode(), b=formex(FRENCH).encode()), "2 acts in the package"),
        (_zip(readme=b"no law here"), "without the act"),
        (_zip(a=b"<ANNEX/>"), "one annex of an act"),
        (_zip(a=b"<ACT>", b=b"<ANNEX/>"), "cut short"),
        (formex_zip(ENGLISH)[:-60], "damaged"),
        (b"PK\x03\x04 not a zip", "damaged"),
    ],
)
def test_a_package_without_one_whole_act_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(SourceError, match=told):
        recognise(data, "x.zip")


def test_names_in_a_zip_are_never_paths() -> None:
    assert [
        name for name, _ in unzip(_zip(**{"..__..__etc__passwd": b"x", "C:\\windows\\a": b"y"}), "x")
    ] == ["passwd", "a"]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([consolidated(FRENCH), published(FRENCH), formex(FRENCH)]), st.data())
def test_a_damaged_file_is_refused_or_read_but_never_raises_otherwise(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 60))
    put = data.draw(
        st.sampled_from(["", "<", "&", "</div>", "<p>", "\0", "]]>", "<table><tr><td>a", "<![CDATA["])
    )
    damaged = (text[:at] + put + text[at + cut :]).encode()
    told = ""
    try:
        read_act(recognise(damaged, "x"))
    except SourceError as error:
        told = str(error)
    assert "\n" not in told


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_refused_in_one_line(data: bytes) -> None:
    for start in (b"", b"<html>", b"<?xml version='1.0'?>", b"PK\x03\x04", b"<ACT>"):
        with pytest.raises(SourceError):
            recognise(start + data, "x")
