"""Citation ids: form, order, nesting."""

from __future__ import annotations

import pytest

from corpus.errors import InvalidCitationId
from corpus.ids import in_order, is_valid, parse


@pytest.mark.parametrize(
    "text",
    [
        "mdr/art_10/9",
        "mdr/art_10/9/a",
        "mdr/art_10a/1",
        "mdr/art_2/12",
        "mdr/anx_VIII/6.3",
        "mdr/anx_XIV/A/1",
        "mdr/anx_VI/C/1/basic_udi-di",
        "mdr/rct_19",
        "ivdr/anx_VIII/2.3/h",
        "ans-parcours/2.1",
        "ans-certification/definition",
        "has/3.4-05",
        "mdcg-2019-11/4.2.1",
        "mdcg-2019-11/annexe-I-c.1",
        "css/L162-48",
        "css/R165-4/5",
        "user:notre-dossier/3",
        "ansm",
    ],
)
def test_an_id_of_the_contract_is_read_and_written_back(text: str) -> None:
    assert str(parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mdr/",
        "mdr//9",
        "MDR/art_10",
        "mdr/10",
        "mdr/art_0",
        "mdr/art_010",
        "mdr/anx_IIII",
        "mdr/anx_8",
        "mdr/art_10/9 ",
        "mdr/../x",
    ],
)
def test_what_is_not_an_id_is_refused(text: str) -> None:
    assert not is_valid(text)
    with pytest.raises(InvalidCitationId, match="is not a citation id"):
        parse(text)


def test_ids_sort_in_reading_order() -> None:
    ordered = [
        "mdr/rct_2",
        "mdr/rct_10",
        "mdr/art_2/2",
        "mdr/art_2/12",
        "mdr/art_10/9",
        "mdr/art_10/9/a",
        "mdr/art_10a",
        "mdr/art_11",
        "mdr/anx_IV",
        "mdr/anx_VIII/6.3",
        "mdr/anx_VIII/6.10",
        "mdr/anx_IX",
    ]
    assert in_order(reversed(ordered)) == ordered


@pytest.mark.parametrize(
    ("outer", "inner", "held"),
    [
        ("mdr/art_10", "mdr/art_10/9/a", True),
        ("mdr/art_10/9", "mdr/art_10/9", True),
        ("mdr/art_1", "mdr/art_10", False),
        ("mdr/art_10/1", "mdr/art_10/12", False),
        ("mdr/art_10", "ivdr/art_10/9", False),
    ],
)
def test_nesting_goes_by_whole_segments(outer: str, inner: str, held: bool) -> None:
    assert parse(outer).holds(parse(inner)) is held


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        ("mdr/anx_I/10.4.1/a", "mdr/anx_I/10.4.1"),
        ("mdr/anx_I/10.4.1", "mdr/anx_I/10.4"),
        ("mdr/anx_VI/A/2.10", "mdr/anx_VI/A/2"),
        ("mdr/anx_I/10", "mdr/anx_I"),
        ("mdr/art_10/9", "mdr/art_10"),
        ("has/3.4", None),
        ("mdr/art_10", None),
        ("mdr", None),
    ],
)
def test_a_numbered_section_is_enclosed_by_the_shorter_number(inner: str, outer: str | None) -> None:
    enclosing = parse(inner).enclosing
    assert (str(enclosing) if enclosing else None) == outer
    assert outer is None or (parse(outer).encloses(parse(inner)) and not parse(inner).encloses(parse(outer)))
