"""Acts of our own in the publisher's formats: every format gives the same provisions, and nothing is lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.models import Change, ChangeAction, Edition, ProvisionKind, Reading
from ingest.errors import SourceError
from ingest.formats import recognise
from ingest.readers.eu_acts.labels import between, is_marker, label
from ingest.readers.eu_acts.read import read_act
from tests.act_markup import (
    LATER,
    Act,
    Annex,
    Article,
    Block,
    Heading,
    Paragraph,
    Point,
    Section,
    Table,
    consolidated,
    formex,
    formex_zip,
    published,
)

KITES = Act(
    recitals=("Kites fly.", "Strings hold (see Article 1)."),
    articles=(
        Article(
            "art_1",
            "Article 1",
            "Strings",
            paragraphs=(
                Paragraph("1.", [["A string shall be strong."]]),
                Paragraph(
                    "2.",
                    [
                        [
                            "A string shall have:",
                            [
                                Point("(a)", ["a knot;"]),
                                Point("(b)", ["an end:", [Point("(i)", ["wet;"]), Point("(ii)", ["dry."])]]),
                                Point("(ba)", ["a colour."], action="INSERTED"),
                            ],
                        ],
                        ["A further subparagraph says more."],
                        ["A third one lists:", [Point("(a)", ["a wish;"]), Point("(c)", ["a hope."])]],
                    ],
                ),
                Paragraph("2a.", [["A later act put this in."]], action="INSERTED"),
                Paragraph("3.", [["This went away."]], action="DELETED"),
                Paragraph("4.", [["This stayed & stays."]]),
            ),
        ),
        Article(
            "art_2",
            "Article 2",
            "Definitions",
            blocks=[
                "For this act:",
                [
                    Point("(1)", ["‘kite’ means a thing that flies;"]),
                    Point("(2)", ["‘string’ means:", [Point("(a)", ["a cord;"]), Point("(b)", ["a wire."])]]),
                    Point("(2a)", ["‘reel’ means a holder."], action="INSERTED"),
                ],
            ],
        ),
        Article("art_2a", "Article 2a", "Tails", blocks=["A tail may be long."], action="INSERTED"),
        Article(
            "art_3",
            "Article 3",
            blocks=["Items:", [Point("—", ["one,"]), Point("—", ["two."])]],
            action="REPLACED",
        ),
    ),
    annexes=(
        Annex(
            "I",
            "General kites",
            [
                Heading("CHAPTER I"),
                Heading("FIRST THINGS"),
                Section(
                    "1.", "A kite is safe.", [[Point("(a)", ["when dry;"]), Point("(b)", ["when light."])]]
                ),
                Section("2.", "A kite is light."),
                Heading("CHAPTER II"),
                Heading("SECOND THINGS"),
                Section("3.", "Strength", is_heading=True),
                Section("3.1.", "The frame holds.", ["It holds well."]),
                Section("3.2.", "The string holds:", [[Point("(a)", ["in wind;"])]], action="REPLACED"),
                Section("3.2.1.", "Even in storms."),
            ],
        ),
        Annex(
            "II",
            "Forms",
            [
                Heading("PART A"),
                Heading("OF PAPER"),
                Section("1.", "Name of the keeper."),
                Section("2.", "Name of the kite.", action="DELETED"),
                Section("3.", "Colour of the kite."),
                Heading("PART B"),
                Heading("OF CLOTH"),
                Section("1.", "Width."),
                Table([("Code", "Kind"), ("K1", "small"), ("K2", "large")]),
            ],
        ),
    ),
)
"""An act with every shape that the formats have."""

FORMATS: dict[str, Callable[[Act], str | bytes]] = {
    "consolidated": consolidated,
    "published": published,
    "formex": formex,
    "formex-zip": formex_zip,
}


def read(content: str | bytes, document: str = "kites") -> Reading:
    data = content.encode() if isinstance(content, str) else content
    return read_act(recognise(data, "freely named"), document=document)


def texts(
    reading: Reading,
) -> dict[str, tuple[str, str, tuple[str, ...], ProvisionKind, str | None, tuple[str, ...]]]:
    return {
        p.id: (p.texts[0].text, p.texts[0].title, p.texts[0].path, p.kind, p.parent, p.children)
        for p in reading.provisions
        if p.kind is not ProvisionKind.RECITAL
    }


def without_changes(act: Act) -> Act:
    """The act as it stands, without the marks of the later act and what it took out."""

    def block(b: Block) -> Block:
        return (
            b
            if isinstance(b, str)
            else [replace(p, blocks=[*map(block, p.blocks)], action="") for p in b if p.action != "DELETED"]
        )

    def paragraph(p: Paragraph) -> Paragraph:
        return replace(p, alineas=[[block(b) for b in a] for a in p.alineas], action="")

    articles = [
        replace(
            a,
            paragraphs=[paragraph(p) for p in a.paragraphs if p.action != "DELETED"],
            blocks=[*map(block, a.blocks)],
            action="",
        )
        for a in act.articles
        if a.action != "DELETED"
    ]
    annexes = [
        replace(
            a,
            content=[
                replace(c, action="") if isinstance(c, Section) else c
                for c in a.content
                if not (isinstance(c, Section) and c.action == "DELETED")
            ],
        )
        for a in act.annexes
    ]
    return replace(act, articles=articles, annexes=annexes)


def test_the_ids_are_those_of_the_interface() -> None:
    ids = [p.id.removeprefix("kites/") for p in read(consolidated(KITES)).provisions]
    assert (
        ids
        == (
            "art_1 art_1/1 art_1/2 art_1/2/a art_1/2/b art_1/2/b/i art_1/2/b/ii art_1/2/ba art_1/2/c art_1/2a art_1/4 "
            "art_2 art_2/1 art_2/2 art_2/2/a art_2/2/b art_2/2a art_2a art_3 "
            "anx_I anx_I/I anx_I/1 anx_I/1/a anx_I/1/b anx_I/2 anx_I/II anx_I/3 anx_I/3.1 anx_I/3.2 anx_I/3.2/a anx_I/3.2.1 "
            "anx_II anx_II/A anx_II/A/1 anx_II/A/3 anx_II/B anx_II/B/1"
        ).split()
    )


def test_consolidated_xhtml_and_formex_give_the_same_provisions() -> None:
    assert texts(read(consolidated(KITES))) == texts(read(formex(KITES)))


@pytest.mark.parametrize("prefix", ["oj-", ""])
def test_the_act_as_published_gives_the_same_provisions(prefix: str) -> None:
    act = without_changes(KITES)
    assert texts(read(published(act, prefix=prefix))) == texts(read(consolidated(act)))


def test_a_formex_package_gives_the_same_provisions_and_its_recitals() -> None:
    act = without_changes(KITES)
    packed, page = read(formex_zip(act)), read(published(act))
    assert texts(packed) == texts(page)
    assert [p.texts[0].text for p in packed.provisions[:2]] == [
        "(1) Kites fly.",
        "(2) Strings hold (see Article 1).",
    ]
    assert [p.texts[0] for p in page.provisions[:2]] == [p.texts[0] for p in packed.provisions[:2]]


def test_class_names_with_the_prefix_of_the_web_page_are_the_same() -> None:
    assert texts(read(consolidated(KITES, prefix="clg-"))) == texts(read(consolidated(KITES)))


def test_a_page_saved_by_a_browser_is_read_from_its_container() -> None:
    page = published(without_changes(KITES)).partition("?>")[2]
    inner = page.partition("<body>")[2].partition("</body>")[0].replace("<col/>", "<col>")
    saved = (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>L_2031003.fmx.xml</title><script>var x = '<p>';</script>"
        f"</head><body><nav class='toc-sidebar'><ul><li>article 1<br></ul></nav><div id='docHtml'>{inner}</div></body></html>"
    )
    assert texts(read(saved)) == texts(read(published(without_changes(KITES))))
    assert recognise(saved.encode(), "page").format == "EUR-Lex web page"


def test_words_after_the_points_belong_to_the_paragraph_and_to_no_point() -> None:
    by_id = {p.id: p for p in read(consolidated(KITES)).provisions}
    paragraph = by_id["kites/art_1/2"].texts[0]
    assert paragraph.text.splitlines()[0] == "2. A string shall have:"
    assert [p.text for p in paragraph.pieces if p.text][1] == "A further subparagraph says more."


def test_a_second_list_of_a_paragraph_never_shares_an_id_with_the_first() -> None:
    by_id = {p.id: p for p in read(consolidated(KITES)).provisions}
    assert by_id["kites/art_1/2/a"].texts[0].text == "(a) a knot;"
    assert "(a) a wish;" in [p.text for p in by_id["kites/art_1/2"].texts[0].pieces]


def test_definitions_carry_their_term() -> None:
    by_id = {p.id: p for p in read(consolidated(KITES)).provisions}
    found = by_id["kites/art_2/2"]
    assert (found.kind, found.texts[0].title) == (ProvisionKind.DEFINITION, "string")
    assert by_id["kites/art_2/2/a"].kind is ProvisionKind.POINT


def test_a_table_stays_a_table_row_by_row() -> None:
    for render in (consolidated, formex):
        part = next(p for p in read(render(KITES)).provisions if p.id == "kites/anx_II/B/1")
        assert [p.text for p in part.texts[0].pieces] == [
            "1. Width.",
            "Code | Kind",
            "K1 | small",
            "K2 | large",
        ]


def test_what_later_acts_did_is_told_of_each_provision() -> None:
    inserted = ["art_1/2/ba", "art_1/2a", "art_2/2a", "art_2a"]
    expected = {Change(f"kites/{i}", LATER, ChangeAction.INSERTED) for i in inserted}
    expected |= {Change(f"kites/{i}", LATER, ChangeAction.REPLACED) for i in ("art_3", "anx_I/3.2/a")}
    # Section 3.2.1 stands in 3.2 and was left as it was.
    expected.add(Change("kites/anx_I/3.2", LATER, ChangeAction.REPLACED, partly=True))
    expected |= {Change(f"kites/{i}", LATER, ChangeAction.DELETED) for i in ("art_1/3", "anx_II/A/2")}
    assert set(read(consolidated(KITES)).changes) == expected
    assert set(read(formex(KITES)).changes) == expected
    by_id = {p.id: p.texts[0].changes for p in read(consolidated(KITES)).provisions}
    assert by_id["kites/art_3"] == (Change("kites/art_3", LATER, ChangeAction.REPLACED),)
    assert by_id["kites/art_1"] == (Change("kites/art_1/3", LATER, ChangeAction.DELETED),)


def test_an_arrow_is_a_switch_that_crosses_the_borders_of_elements() -> None:
    page = consolidated(without_changes(KITES))
    arrow = f'<p class="modref"><a title="{LATER}: REPLACED">▼M1</a></p>'
    back = '<p class="modref"><a title="32031R0003">▼B</a></p>'
    # From inside the first paragraph of article 1 on, until the middle of article 2.
    page = page.replace('<span class="no-parag">2.', f'{arrow}<span class="no-parag">2.', 1)
    page = page.replace(
        '<div class="grid-container grid-list"><div class="list grid-list-column-1"><span>(2)',
        f'{back}<div class="grid-container grid-list"><div class="list grid-list-column-1"><span>(2)',
        1,
    )
    told = {c.provision.removeprefix("kites/"): c.partly for c in read(page).changes}
    assert told == {
        "art_1/2": False,
        "art_1/2a": False,
        "art_1/4": False,
        "art_2": True,
        "art_2/1": False,
    }


def test_arrows_inside_a_sentence_are_no_words_of_it() -> None:
    page = consolidated(without_changes(KITES)).replace(
        "A kite is light.",
        f'A kite is <span><a title="{LATER}: REPLACED">►M1</a></span> very light ◄ indeed.',
    )
    reading = read(page)
    assert (
        next(p for p in reading.provisions if p.id == "kites/anx_I/2").texts[0].text
        == "2. A kite is very light indeed."
    )
    assert reading.changes == (Change("kites/anx_I/2", LATER, ChangeAction.REPLACED, partly=True),)


def test_formex_words_marked_as_deleted_are_not_shown_as_law() -> None:
    mark = f'<?CLG.MDFO ID="O5" IDREF="C5" ACTION="DELETED" LEVEL="TEXT" ACTIVE.DOC="{LATER}"?>'
    text = formex(without_changes(KITES)).replace(
        "A kite is light.",
        f'A kite is {mark}very <HT TYPE="ITALIC">very</HT> so<?CLG.MDFC ID="C5" IDREF="O5"?> light.',
    )
    reading = read(text)
    assert (
        next(p for p in reading.provisions if p.id == "kites/anx_I/2").texts[0].text == "2. A kite is light."
    )
    assert [t for t, reason in reading.skipped if reason == f"deleted by {LATER}"] == ["very", "very", "so"]
    assert [c.provision for c in reading.changes] == ["kites/anx_I/2"]


def test_a_whole_article_that_was_deleted_is_told_and_not_read() -> None:
    gone = replace(KITES.articles[3], action="DELETED")
    after = Article("art_4", "Article 4", "Last", blocks=["The end."])
    act = replace(KITES, articles=(*KITES.articles[:3], gone, after))
    for render in (consolidated, formex):
        reading = read(render(act))
        assert "kites/art_3" not in {p.id for p in reading.provisions}
        assert Change("kites/art_3", LATER, ChangeAction.DELETED) in reading.changes
    # Where the dashes leave open how many articles went, the act as a whole is named.
    far = replace(act, articles=(*act.articles[:4], replace(after, key="art_6", label="Article 6")))
    assert Change("kites", LATER, ChangeAction.DELETED, partly=True) in read(consolidated(far)).changes


def test_footnote_calls_and_quotation_marks_are_put_right() -> None:
    page = consolidated(KITES).replace(
        "This stayed &amp; stays.",
        'This stayed (<a href="#E0001" id="src.E0001"><span class="superscript">1</span></a>), n<span class="superscript">o</span> 4.',
    )
    text = formex(KITES).replace(
        "This stayed &amp; stays.",
        'This stayed <NOTE NOTE.ID="E0001"><P>A note on kites.</P></NOTE>, n<HT TYPE="SUP">o</HT> 4.',
    )
    for reading in (read(page), read(text)):
        stayed = next(p for p in reading.provisions if p.id == "kites/art_1/4").texts[0].text
        assert stayed == "4. This stayed, no 4."
        assert ("A note on kites." in dict(reading.skipped)) or any(
            "note on kites" in t for t, _ in reading.skipped
        )
    quoted = formex(KITES).replace("‘kite’", '<QUOT.START CODE="00AB"/>kite<QUOT.END CODE="00BB"/>')
    assert next(p for p in read(quoted).provisions if p.id == "kites/art_2/1").texts[0].title == "kite"


def test_the_facts_a_text_tells_of_itself() -> None:
    page = read(consolidated(KITES)).facts
    assert page is not None
    assert (page.celex, page.language, page.version, page.edition) == (
        "32031R0003",
        "en",
        "2032-04-05",
        Edition.CONSOLIDATED,
    )
    assert [(a.mark, a.celex) for a in page.family] == [("B", "32031R0003"), ("M1", LATER)]
    assert read(formex(KITES)).facts == page
    oj = read(published(KITES)).facts
    assert oj is not None
    assert (oj.celex, oj.version, oj.edition, oj.family) == (
        "32031R0003",
        "2031-02-03",
        Edition.PUBLISHED,
        (),
    )
    assert read(formex_zip(KITES)).facts == oj
    assert {t.edition for p in read(published(KITES)).provisions for t in p.texts} == {"official-journal"}


def test_french_and_english_texts_have_the_same_ids() -> None:
    french = replace(
        without_changes(KITES),
        language="fr",
        articles=(
            Article(
                "art_1",
                "Article premier",
                "Cordes",
                paragraphs=(Paragraph("1.", [["Une."]]), Paragraph("1 bis.", [["Deux."]])),
            ),
            Article(
                "art_2",
                "Article 2",
                blocks=["On entend par:", [Point("14)", ["«a», un a;"]), Point("14 ter)", ["«b», un b."])]],
            ),
        ),
        annexes=(
            Annex(
                "I",
                "Titres",
                [Heading("PARTIE A"), Heading("UN"), Section("1.", "Nom.", [[Point("b bis)", ["Oui."])]])],
            ),
        ),
    )
    ids = [p.id.removeprefix("kites/") for p in read(consolidated(french)).provisions]
    assert (
        ids == "art_1 art_1/1 art_1/1a art_2 art_2/14 art_2/14b anx_I anx_I/A anx_I/A/1 anx_I/A/1/ba".split()
    )
    assert texts(read(formex(french))) == texts(read(consolidated(french)))


def test_the_table_of_annexes_before_them_is_no_annex() -> None:
    rows = [Section("I", "General kites"), Section("II", "Forms")]
    page = consolidated(KITES).replace(
        '<div id="anx_I">',
        '<div id="anx_1"><p class="title-annex-1">ANNEXES</p><p class="norm">I General kites</p></div><div id="anx_I">',
        1,
    )
    listed = "".join(f"<NP><NO.P>{r.number}</NO.P><TXT>{r.words}</TXT></NP>" for r in rows)
    table = f"<CONS.ANNEX><TITLE><TI><P>ANNEXES</P></TI></TITLE><CONTENTS>{listed}</CONTENTS></CONS.ANNEX>"
    text = formex(KITES).replace("<CONS.ANNEX>", f"{table}<CONS.ANNEX>", 1)
    for reading in (read(page), read(text)):
        assert texts(reading) == texts(read(consolidated(KITES)))
        assert "table of annexes" in {reason for _, reason in reading.skipped}


def test_notes_below_an_annex_are_no_words_of_its_last_section() -> None:
    act = without_changes(KITES)
    note = '<hr class="oj-note"/><p class="oj-note">A late note.</p>'
    page = published(act).replace("</div></div></body>", f"{note}</div></div></body>")
    assert "A late note." in page
    assert texts(read(page)) == texts(read(published(act)))
    assert ("A late note.", "footnote") in read(page).skipped


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text.casefold()))


def _told(reading: Reading) -> Counter[str]:
    """Words of the provisions' own pieces and titles (a definition's title is also in its words), and of what is skipped."""
    found: Counter[str] = Counter()
    for provision in reading.provisions:
        for piece in provision.texts[0].pieces:
            found += _words(piece.text)
        if provision.kind is not ProvisionKind.DEFINITION:
            found += _words(provision.texts[0].title)
    for text, _ in reading.skipped:
        found += _words(text)
    return found


@pytest.mark.parametrize("name", FORMATS)
def test_every_word_is_in_one_provision_or_skipped_with_a_reason(name: str) -> None:
    content = FORMATS[name](KITES)
    data = content.encode() if isinstance(content, str) else content
    file = recognise(data, name)
    bodies = [b for root in file.roots() for b in (list(root.iter("body")) or [root])]
    source = sum((_words(" ".join(str(t) for t in body.itertext())) for body in bodies), Counter[str]())
    told = _told(read_act(file, document="kites"))
    assert told == source


BROKEN = {
    "loose words": (
        '<div class="eli-subdivision" id="fnp_1">',
        'Loose.<div class="eli-subdivision" id="fnp_1">',
        "loose",
    ),
    "a block outside": (
        '<div class="eli-subdivision" id="fnp_1">',
        '<p class="norm">Astray.</p><div class="eli-subdivision" id="fnp_1">',
        "outside of any article",
    ),
    "a doubled article": ('id="art_2"', 'id="art_1"', "twice"),
    "a list without marker": (
        '<div class="list grid-list-column-1"><span>(a)\u00a0</span></div>',
        "",
        "two columns",
    ),
    "an unknown element": (
        '<p class="norm">A tail may be long.</p>',
        "<section>A tail.</section>",
        "not known",
    ),
    "an annex without number": ("ANNEX II", "SOMETHING", "its number"),
    "a paragraph without number": ("2.\u00a0\u00a0</span>", "?</span>", "no number"),
}


@pytest.mark.parametrize(("old", "new", "told"), BROKEN.values(), ids=list(BROKEN))
def test_a_structure_that_does_not_fit_is_refused_and_never_half_read(old: str, new: str, told: str) -> None:
    page = consolidated(KITES)
    assert old in page
    with pytest.raises(SourceError, match=told) as caught:
        read(page.replace(old, new, 1))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('IDENTIFIER="002"', 'IDENTIFIER="two"'),
        (
            "<ALINEA>A tail may be long.</ALINEA>".replace("<ALINEA>", "<ALINEA><P>").replace(
                "</ALINEA>", "</P></ALINEA>"
            ),
            "<POEM>A tail</POEM>",
        ),
        ("<P>ANNEX II</P>", "<P>SOMETHING II</P>"),
        ('<?CLG.MDFC ID="C', '<?CLG.GONE ID="C'),
    ],
)
def test_a_formex_structure_that_does_not_fit_is_refused(old: str, new: str) -> None:
    text = formex(KITES)
    assert old in text
    with pytest.raises(SourceError):
        read(text.replace(old, new, 1))


def test_markers_become_the_segments_of_ids() -> None:
    expected = {
        "1.": "1",
        "(a)": "a",
        "a)": "a",
        "14 bis)": "14a",
        "14 ter)": "14b",
        "1 quater.": "1c",
        "b bis)": "ba",
        "b ter)": "bb",
        "(ba)": "ba",
        "(14a)": "14a",
        "10.4.1.": "10.4.1",
        "(ii)": "ii",
        "—": "",
        "–": "",
        "": "",
        "Note:": "",
    }
    assert {marker: label(marker) for marker in expected} == expected
    assert [is_marker(m) for m in ("(a)", "1.", "—", "10.4.1", "Name", "K1")] == [
        True,
        True,
        True,
        True,
        False,
        False,
    ]
    assert [between("1", "3"), between("", "2"), between("a", "c"), between("1", "4"), between("2", "3")] == [
        "2",
        "1",
        "b",
        "",
        "",
    ]


_WORD = st.sampled_from("kite string wind cloud & < tail élan «nœud» (see) n° 4 shall; and, of".split())
_TEXT = st.lists(_WORD, min_size=1, max_size=6).map(lambda words: "The " + " ".join(words) + ".")


@st.composite
def _points(draw: st.DrawFn, depth: int = 2) -> list[Point]:
    dashes = draw(st.booleans())
    count = draw(st.integers(1, 3))
    found = []
    for n in range(count):
        blocks: list[Block] = [draw(_TEXT)]
        if depth and draw(st.integers(0, 3)) == 0:
            blocks.append(draw(_points(depth - 1)))
        marker = "—" if dashes else f"({'abc'[n]})" if depth != 1 else f"({'i' * (n + 1)})"
        found.append(Point(marker, blocks))
    return found


@st.composite
def _acts(draw: st.DrawFn) -> Act:
    articles = []
    for n in range(1, draw(st.integers(1, 4)) + 1):
        paragraphs: list[Paragraph] = []
        for number in range(1, draw(st.integers(0, 3)) + 1):
            alineas: list[list[Block]] = []
            for _ in range(draw(st.integers(1, 3))):
                alineas.append([draw(_TEXT), *([draw(_points())] if draw(st.booleans()) else [])])
            paragraphs.append(Paragraph(f"{number}.", alineas))
        blocks: list[Block] = [] if paragraphs else [draw(_TEXT), draw(_points())]
        articles.append(Article(f"art_{n}", f"Article {n}", draw(_TEXT), paragraphs, blocks))
    annexes = []
    for roman in ("I", "II", "III")[: draw(st.integers(0, 3))]:
        content: list[Section | Heading | Table | str] = [draw(_TEXT)]
        for number in range(1, draw(st.integers(1, 3)) + 1):
            content.append(Section(f"{number}.", "Heading of it", is_heading=True))
            for sub in range(1, draw(st.integers(1, 2)) + 1):
                content.append(Section(f"{number}.{sub}.", draw(_TEXT), [draw(_points(1))]))
        annexes.append(Annex(roman, "Title of it", content))
    return Act(
        articles=articles, annexes=annexes, recitals=[draw(_TEXT) for _ in range(draw(st.integers(0, 3)))]
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_acts())
def test_any_act_reads_the_same_from_every_format(act: Act) -> None:
    readings = {name: read(render(act)) for name, render in FORMATS.items()}
    expected = texts(readings["consolidated"])
    assert {name: texts(r) == expected for name, r in readings.items()} == dict.fromkeys(FORMATS, True)
    assert [p.id for p in readings["published"].provisions] == [
        p.id for p in readings["formex-zip"].provisions
    ]
