"""The record of amendments: by the arrows of a consolidated text where there is one, by ours otherwise."""

from __future__ import annotations

from corpus.amendment_record import FROM_RECORD, FROM_TEXT, amendment_record
from corpus.models import Change, ChangeAction

KNOWN = Change("mdr/art_120", "32023R0607", ChangeAction.REPLACED)
UNKNOWN = Change("mdr/art_1/2", "32029R0001", ChangeAction.DELETED, partly=True)


def told(cited: str, *changes: Change, version: str, until: str = "") -> list[tuple[str, str, str, bool]]:
    found = amendment_record(cited, changes, version=version, until=until)
    return [(r.act, r.effective, r.source, r.is_dated) for r in found]


def test_without_a_consolidated_text_our_record_speaks() -> None:
    assert told("mdr/art_120/3", version="") == [
        ("32020R0561", "2020-04-24", FROM_RECORD, True),
        ("32023R0607", "2023-03-20", FROM_RECORD, True),
        ("32024R1860", "2024-07-09", FROM_RECORD, True),
    ]


def test_an_arrow_is_dated_by_the_record_of_its_act_and_ours_tells_what_came_after() -> None:
    assert told("mdr/art_120", KNOWN, version="2023-03-20") == [
        ("32023R0607", "2023-03-20", FROM_TEXT, True),
        ("32024R1860", "2024-07-09", FROM_RECORD, True),
    ]


def test_an_act_that_is_not_recorded_is_dated_by_the_version_and_says_so() -> None:
    (found,) = amendment_record("mdr/art_1", [UNKNOWN], version="2029-02-03")
    assert (found.effective, found.is_dated, found.partly) == ("2029-02-03", False, True)
    assert found.to_json()["action"] == "deleted"


def test_only_what_touches_the_provision_counts() -> None:
    assert told("mdr/art_121", KNOWN, UNKNOWN, version="2029-01-01") == []
    assert [t[0] for t in told("mdr/art_1/2/a", KNOWN, UNKNOWN, version="2029-01-01")] == ["32029R0001"]
    assert len(told("mdr", KNOWN, UNKNOWN, version="2029-01-01")) == 2


def test_a_day_leaves_out_what_took_effect_after_it() -> None:
    assert told("mdr/art_120", version="", until="2023-12-31")[-1][0] == "32023R0607"
