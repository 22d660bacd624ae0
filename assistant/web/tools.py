"""What other programs may call, by Gradio's API and as MCP tools: search, ask, decide, provision. Their JSON is `interface.md`'s."""

# No postponed annotations here: Gradio reads the types of the parameters from the functions themselves.

from collections.abc import Callable
from typing import Any, Literal

import gradio as gr
from gradio.events import api

from assistant.engine import Engine
from assistant.errors import AssistantError
from assistant.web.owner import may_open, new_session_of, user_of
from corpus.errors import CorpusError
from ingest.errors import IngestError
from rules import RulesError
from rules import decide as decide_by_rules

AT_ONCE = 4
"""Calls of one tool that run at the same time; the others wait."""
MOST = 100


def add_tools(engine: Engine) -> None:
    """Make the four tools callable, inside the Blocks in hand; nothing else of the page is."""
    for tool in tools_of(engine):
        api(tool, api_name=tool.__name__, concurrency_limit=AT_ONCE)


def tools_of(engine: Engine) -> list[Callable[..., dict[str, Any]]]:
    """The tools over an engine. Each raises `gr.Error` with one line that says what is wrong with a call."""

    def search(
        question: str, k: int = 10, documents: list[str] | None = None, lang: str = ""
    ) -> dict[str, Any]:
        """
        Find the provisions of the MDR, the IVDR, the French code and the guidance that answer a question, best first.

        Parameters:
            question: the question, in French or English
            k: how many provisions at most, 1 to 100
            documents: only these documents, by id (mdr, ivdr, css, has, ...); all when left out
            lang: fr or en, the language of the labels; the question's own when left out
        """
        with _told():
            return engine.search(question, k=_count(k), language=_language(lang), documents=documents or [])

    def ask(
        question: str,
        lang: str = "",
        session: str = "",
        facts: dict[str, Any] | None = None,
        request: gr.Request = None,  # type: ignore[assignment]
    ) -> dict[str, Any]:
        """
        Answer a question about putting health software on the French and European market, with quotes checked word for word.

        The answer may be that the texts do not say, or a question back (kind needs_facts): answer it with the same session.

        Parameters:
            question: the question or the next turn of a conversation, in French or English
            lang: fr or en, the language of the answer; the question's own when left out
            session: the session of an earlier answer, to go on with that conversation
            facts: confirmed facts of the product by name (as `boussole facts` lists them)
        """
        user = user_of(request)
        if session and not may_open(user, session):
            raise gr.Error(f"there is no conversation {session!r} of yours", print_exception=False)
        given = session or (new_session_of(user) if user else "")
        with _told():
            answer = engine.ask(question, language=_language(lang), session=given, facts=facts or {})
        return answer.to_json()

    def decide(facts: dict[str, Any], questions: list[str] | None = None) -> dict[str, Any]:
        """
        Give the verdicts of the deterministic rules (qualification, class, CE route, French routes) on facts, with their trace.

        Parameters:
            facts: facts by name with their values (as `boussole facts` lists them); missing ones are asked for, never assumed
            questions: only these questions (qualification, mdr_class, ...); all when left out
        """
        with _told():
            return decide_by_rules(facts, questions or None)

    def provision(id: str, lang: Literal["fr", "en"] = "fr") -> dict[str, Any]:
        """
        Read one provision by its exact citation id: its whole text, version, legal address and later amendments.

        Parameters:
            id: the citation id, such as mdr/art_10/9 or mdr/anx_VIII/6.3
            lang: fr or en, the language wished for; the text comes in the other where it is held in that alone
        """
        return _provision(engine, id, lang)

    return [search, ask, decide, provision]


def _provision(engine: Engine, provision_id: str, language: str) -> dict[str, Any]:
    view = engine.provision(provision_id, "fr" if language == "fr" else "en")
    if view is None:
        raise gr.Error(f"no provision {provision_id!r} is held", print_exception=False)
    return view.to_json() | {"amended": [{"by": a.act, "from": a.effective} for a in view.amendments]}


class _told:  # noqa: N801
    """Turns what the assistant refuses into the one line that a caller sees."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, (AssistantError, IngestError, CorpusError, RulesError)):
            raise gr.Error(str(error), print_exception=False) from error


def _language(lang: str) -> str | None:
    if lang not in ("", "fr", "en"):
        raise gr.Error("lang is fr or en, or left out", print_exception=False)
    return lang or None


def _count(k: int) -> int:
    if not 1 <= k <= MOST:
        raise gr.Error(f"k is between 1 and {MOST}", print_exception=False)
    return k
