"""The French pages: every passage found, nothing lost or doubled, a changed page refused."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from corpus import ids
from corpus.models import Provision, ProvisionKind, Reading
from ingest.errors import SourceError
from ingest.readers.french_pages import read_page
from ingest.readers.outline import Outline, heading, more, passage, skip
from ingest.readers.outlines import OUTLINES

FILES = {
    "ansm": ("ansm-logiciels-sante.fr.txt", "2026-06-04"),
    "ans-certification": ("ans-certification-dmn.fr.txt", ""),
    "ans-parcours": ("ans-parcours-dmn.fr.txt", "2025-04"),
    "has": ("has-dmn.fr.txt", "2026-06"),
    "navarro": ("navarro-marquage-ce.fr.txt", "2022-04-09"),
}
every_page = pytest.mark.parametrize("document", FILES)

STEPS = [
    *("A1", "A2", "A3", "A4", "A5", "A6", "B1", "B2", "B3", "C1", "C2"),
    *("1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "2.1", "2.2", "2.3"),
    *("3", "4", "5.1", "5.2", "6.1", "6.2"),
]
NAMED_BY_THE_RULES = [
    "ans-certification/definition",
    "ans-certification/perimetre",
    "ans-certification/exigences",
    "ans-certification/financements",
    "ans-certification/faq-commercialisation",
    "ans-certification/faq-cnda",
    *(f"ans-parcours/{step}" for step in STEPS),
    "ans-parcours/ligne-generique",
    "ans-parcours/nom-de-marque",
    "has/3.4-05",
    "has/futur",
    "has/cadrage",
    "ansm",
    "navarro",
]
WIDGETS = (
    "a-t-elle été utile",
    "captcha",
    "visiteur humain",
    "date de mise à jour",
    "nos partenaires",
    "pourriel",
)
PROBES = [
    ("ansm/marquage-ce", "champ de surveillance"),
    ("ansm/directives", "Directive 98/79/CE"),
    ("ansm/introduction", "un éclairage réglementaire"),
    ("ans-certification/definition/usage-individuel", "un usage individuel"),
    ("ans-certification/perimetre/pecan", "de manière anticipée (PECAN)"),
    ("ans-certification/perimetre/lppr", "5° de l’article R165-4"),
    ("ans-certification/faq-commercialisation", "pas d'obligation à être"),
    ("ans-certification/faq-cnda", "référentiel d’identité"),
    ("ans-certification/financements/pect", "compensation du handicap"),
    ("ans-certification/exigences/glossaire", "PSC : Pro Santé Connect"),
    ("ans-certification/date-2023-06-26", "insuffisance cardiaque chronique"),
    ("has/cadrage", "processus national d'évaluation"),
    ("has/cadrage/perimetre-dmn-pro", "d'aide au dépistage"),
    ("has/3.4-05/achats", "équipes informatiques et juridiques"),
    ("has/futur", "Septembre 2027"),
    ("has/futur/guide-has-cnil-ia", "guide_has_cnil_recommandations_ia.pdf"),
    ("navarro/surveillance", "des audits inopinés"),
    ("navarro/suspension", "suspendu ou annulé"),
]
WISH_THEN_ACTION = [
    ("A3", "savoir si je suis", "je remplis la matrice"),
    ("A6", "liste des solutions inscrites", "la nomenclature"),
    ("B1", "donner mon avis", "Je m'inscris à"),
    ("B2", "forums et discussions", "J'assiste aux journées"),
    ("B3", "questions ou remarques générales", "auprès de ma fédération"),
    ("1.2", "la marche à suivre", "Je prends connaissance"),
    ("1.3", "faire évoluer mon DMN", "Plateforme Gazelle"),
    ("1.4", "mon homologation CNDA", "mon espace personnel CNDA"),
    ("1.5", "ma certification HDS", "liste des hébergeurs certifiés"),
    ("1.6", "Je rencontre des difficultés", "Je visionne des webinaires"),
    ("2.1", "dispose d'un marquage CE", "Fournisseur d'Identité iSC"),
    ("2.2", "Je suis connecté", "un dépôt administratif"),
    ("2.3", "la recevabilité de mon", "Je reçois par la suite"),
    ("3/cas1", "pour la première fois", "Je dépose mes preuves"),
    ("3/cas2", "une évolution majeure", "recommence le parcours"),
    ("3/cas3", "le référentiel a évolué", "sur le nouveau guichet"),
]
TABLE_ROWS = {
    "toujours": ["RGPD", "PORT"],
    "hds": ["Certificat HDS"],
    "acces-patient": ["PGSSI-S IEU hors"],
    "acces-ps": ["PGSSI-S", "PSC", "ANN", "INS et", "ADM"],
}


@cache
def source_of(folder: Path, document: str) -> str:
    return (folder / FILES[document][0]).read_text(encoding="utf-8")


@cache
def reading_of(folder: Path, document: str) -> Reading:
    return read_page(source_of(folder, document), document=document, version=FILES[document][1])


def by_id(reading: Reading) -> dict[str, Provision]:
    return {p.id: p for p in reading.provisions}


def text_of(folder: Path, provision: str) -> str:
    return by_id(reading_of(folder, ids.parse(provision).document))[provision].texts[0].text


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


@pytest.mark.parametrize("provision", NAMED_BY_THE_RULES)
def test_what_the_rules_cite_is_a_provision_with_words(corpus_dir: Path, provision: str) -> None:
    assert text_of(corpus_dir, provision)


@every_page
def test_no_word_of_the_source_is_lost_or_doubled(corpus_dir: Path, document: str) -> None:
    reading = reading_of(corpus_dir, document)
    left = words(source_of(corpus_dir, document))
    for kept in [b.text for p in reading.provisions for b in p.texts[0].pieces] + [
        s for s, _ in reading.skipped
    ]:
        assert words(kept) <= left, f"doubled: {kept[:60]}"
        left -= words(kept)
    texts = [p.texts[0] for p in reading.provisions]
    for title in sorted({t.title for t in texts} | {h for t in texts for h in t.path}, key=len, reverse=True):
        if words(title) <= left:
            left -= words(title)
    assert not left


@every_page
def test_every_provision_is_well_formed_and_has_words(corpus_dir: Path, document: str) -> None:
    reading = reading_of(corpus_dir, document)
    seen: set[str] = set()
    for provision in reading.provisions:
        assert ids.is_valid(provision.id)
        assert provision.parent is None or provision.parent in seen
        assert provision.texts[0].text
        assert provision.texts[0].title
        seen.add(provision.id)
    assert (reading.language, reading.version) == ("fr", FILES[document][1])


@every_page
def test_no_widget_menu_or_markup_gets_into_a_provision(corpus_dir: Path, document: str) -> None:
    for provision in reading_of(corpus_dir, document).provisions:
        text = provision.texts[0].text
        assert not any(widget in text.lower() for widget in WIDGETS), provision.id
        assert not re.search(r"\*\*|\]\(|^[#•-]\s", text, re.M), provision.id


@every_page
def test_everything_left_out_has_a_reason(corpus_dir: Path, document: str) -> None:
    skipped = reading_of(corpus_dir, document).skipped
    assert skipped
    assert all(reason for _, reason in skipped)


@pytest.mark.parametrize(("provision", "probe"), PROBES)
def test_words_stand_in_their_passage(corpus_dir: Path, provision: str, probe: str) -> None:
    assert probe in text_of(corpus_dir, provision)


@pytest.mark.parametrize(("step", "wish", "action"), WISH_THEN_ACTION)
def test_a_step_holds_its_wish_and_then_its_action(
    corpus_dir: Path, step: str, wish: str, action: str
) -> None:
    text = text_of(corpus_dir, f"ans-parcours/{step}")
    assert 0 <= text.find(wish) < text.find(action)


@pytest.mark.parametrize(("row", "sections"), TABLE_ROWS.items())
def test_a_row_of_the_requirement_table_leads_from_condition_to_sections(
    corpus_dir: Path, row: str, sections: list[str]
) -> None:
    provision = by_id(reading_of(corpus_dir, "ans-certification"))[f"ans-certification/exigences/{row}"]
    [block] = provision.texts[0].pieces
    condition, _, listed = block.text.partition(" → ")
    assert "DMN" in condition
    found = listed.split(" ; ")
    assert len(found) == len(sections)
    assert all(have.startswith(want) for have, want in zip(found, sections, strict=True))


def test_items_of_criterion_3_4_05_lie_under_governance(corpus_dir: Path) -> None:
    children = by_id(reading_of(corpus_dir, "has"))["has/3.4-05/gouvernance"].children
    names = ["cartographie", "achats", "formation", "controle-qualite", "vigilance"]
    assert list(children) == [f"has/3.4-05/{name}" for name in names]


def test_a_warning_lies_in_its_step(corpus_dir: Path) -> None:
    step = by_id(reading_of(corpus_dir, "ans-parcours"))["ans-parcours/1.4"]
    assert step.children == ("ans-parcours/1.4/vigilance",)


@every_page
def test_a_page_that_misses_an_anchor_is_refused(corpus_dir: Path, document: str) -> None:
    outline = OUTLINES[document]
    blocks = outline.blocks(source_of(corpus_dir, document))
    for mark in outline.marks:
        at = next(i for i, block in enumerate(blocks) if mark.matches(block.replace("’", "'")))
        page = "\n\n".join(blocks[:at] + blocks[at + 1 :])
        with pytest.raises(SourceError, match="the page's structure changed"):
            read_page(page, document=document, version="")


@every_page
def test_a_page_cut_short_doubled_or_empty_is_refused(corpus_dir: Path, document: str) -> None:
    text = source_of(corpus_dir, document)
    for page in (text[: len(text) // 2], f"{text}\n\n{text}", " \n\n"):
        with pytest.raises(SourceError):
            read_page(page, document=document, version="")


@every_page
def test_anchors_are_short_and_titles_fit_a_line(document: str) -> None:
    for mark in OUTLINES[document].marks:
        assert len(mark.at.split()) < 8
        assert len(mark.title) < 80


SMALL = Outline(
    wrapped=True,
    furniture={"Was this useful": "feedback widget"},
    marks=(
        skip("Top menu", "menu"),
        heading("First part"),
        passage("Alpha opens", "alpha", "About alpha"),
        passage("Condition one", "alpha/row", "A row", row=True),
        passage("Beta acts", "beta", "About beta"),
        more("B$", "beta", drop="label", lead=True),
        passage("Gamma", "gamma", level=1),
    ),
)
SMALL_PAGE = """Top menu
Login

# First part
Alpha opens here
and runs on.

Condition one ?
- red
- blue

Beta acts last.
Was this useful?
**B**
Beta [wishes](#) first.

## Gamma
Its words.
"""


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> dict[str, Provision]:
    monkeypatch.setitem(OUTLINES, "small", SMALL)
    return by_id(read_page(SMALL_PAGE, document="small", version=""))


def test_a_wrapped_paragraph_is_one_block_and_a_row_is_joined(small: dict[str, Provision]) -> None:
    assert small["small/alpha"].texts[0].text == "Alpha opens here and runs on.\nCondition one ? → red ; blue"


def test_a_lead_comes_before_what_is_printed_first(small: dict[str, Provision]) -> None:
    assert small["small/beta"].texts[0].text == "Beta wishes first.\nBeta acts last."


def test_headings_give_the_path_and_an_untitled_passage_takes_its_anchor(small: dict[str, Provision]) -> None:
    assert small["small/alpha/row"].texts[0].path == ("First part", "About alpha")
    gamma = small["small/gamma"].texts[0]
    assert (gamma.title, gamma.path, gamma.text) == ("Gamma", (), "Its words.")


def test_a_page_without_title_has_no_provision_of_its_own(small: dict[str, Provision]) -> None:
    assert "small" not in small
    assert all(p.kind is ProvisionKind.PASSAGE for p in small.values())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Top menu", "Welcome", "opens with 'Welcome Login'"),
        (
            "Beta acts",
            "Beta does",
            "expected 'Beta acts' after 'Condition one', but 'B\\$' stands in its place",
        ),
        ("## Gamma\nIts words.\n", "", "expected 'Gamma' after 'B\\$', but the page ends before it"),
        ("# First part", "# First part\nNew words.", "words between the heading 'First part'"),
    ],
)
def test_the_error_names_the_place(monkeypatch: pytest.MonkeyPatch, old: str, new: str, message: str) -> None:
    monkeypatch.setitem(OUTLINES, "small", SMALL)
    with pytest.raises(SourceError, match=message) as caught:
        read_page(SMALL_PAGE.replace(old, new), document="small", version="")
    assert "\n" not in str(caught.value)


def test_a_page_without_outline_is_refused() -> None:
    with pytest.raises(SourceError, match="no page outline of that name"):
        read_page("words", document="unknown", version="")
