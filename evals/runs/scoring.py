"""From a gold question and what the assistant did to its scores: which measure applies to which type is told here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.guarded import answer_guard
from evals.gold import Answerable, Gold, Interview, Refusal, VerdictWish, documents_of
from evals.measures import citations, conduct, verdicts, wording
from evals.measures.ranking import Item, Level, hit_at, ndcg_at, recall_at, reciprocal_rank
from evals.runs.record import Record, Scored
from ingest.store import ProvisionStore
from rules import decide

Scores = dict[str, float | None]

_PREFIXES = {Level.PROVISION: "", Level.ARTICLE: "article_"}


def scored(question: Gold, record: Record, store: ProvisionStore | None) -> Scored:
    """The scores of a question, with what it is grouped by."""
    kinds = {Refusal: "reason", Answerable: "kind"}
    kind = getattr(question, kinds.get(type(question), ""), None)
    name = _type_of(question)
    return Scored(
        question.id,
        name,
        question.split,
        question.lang,
        kind or name,
        getattr(question, "persona", ""),
        documents_of(question),
        getattr(question, "traits", ()),
        _scores(question, record, store),
    )


def _type_of(question: Gold) -> str:
    names = {Answerable: "answerable", Refusal: "refusal", VerdictWish: "verdict", Interview: "interview"}
    return names[type(question)]


def _scores(question: Gold, record: Record, store: ProvisionStore | None) -> Scores:
    common = {
        "leaks": max((_leaks(t, store) for t in record.turns), default=0.0),
        "language": conduct.in_language(record.first["lang"], question.lang),
        "quotes_verbatim": wording.verbatim_rate(_quotes(record, store)),
        "seconds": record.seconds or None,
    }
    if isinstance(question, Answerable):
        return {**_ranked(record.found, question.gold), **_answered(question, record), **common}
    if isinstance(question, Refusal):
        return {**_refused(question, record), **common}
    if isinstance(question, VerdictWish):
        return {**_wished(question, record), **common}
    return {**_interviewed(question, record), **common}


def _ranked(found: Sequence[str], gold: Sequence[Item]) -> Scores:
    scores: Scores = {}
    for level, prefix in _PREFIXES.items():
        for k in (1, 5, 10):
            scores[f"{prefix}hit@{k}"] = hit_at(k, found, gold, level)
        for k in (5, 10):
            scores[f"{prefix}recall@{k}"] = recall_at(k, found, gold, level)
        scores[f"{prefix}MRR"] = reciprocal_rank(found, gold, level)
        scores[f"{prefix}nDCG@10"] = ndcg_at(10, found, gold, level)
    return scores


def _answered(question: Answerable, record: Record) -> Scores:
    answer = record.first
    cited = [c["id"] for c in answer["citations"]]
    quotes = [c["quote"] for c in answer["citations"]]
    scores: Scores = {
        "gold_quotes_shown": wording.gold_quotes_shown(question.quotes, quotes),
        "expected": wording.expected_share(question.expected, "\n".join([answer["text"], *quotes])),
        "model_wrote": conduct.written_by_model(answer["composer"], answer["composer_note"]),
        "refusal_precision": conduct.rightly_refused(answer["kind"], is_to_refuse=False),
        "routing_texts": conduct.reaches_texts(answer["kind"]),
    }
    for level, prefix in _PREFIXES.items():
        scores[f"{prefix}citation_precision"] = citations.precision(cited, question.gold, level)
        scores[f"{prefix}citation_recall"] = citations.recall(cited, question.gold, level)
    return scores


def _refused(question: Refusal, record: Record) -> Scores:
    answer = record.first
    cited = [c["id"] for c in answer["citations"]]
    contradicts = bool(question.gold) and citations.recall(cited, question.gold, Level.PROVISION) > 0
    return {
        "refusal_recall": conduct.refuses(answer["kind"], question.reason, contradicts=contradicts),
        "refusal_precision": conduct.rightly_refused(answer["kind"], is_to_refuse=True),
    }


def _wished(question: VerdictWish, record: Record) -> Scores:
    answer = record.first
    facts = answer["facts"]
    read = {**facts["known"], **facts["proposed"]}
    then = decide(read, question.wanted).get("verdicts", {})
    needed = {fact for verdict in then.values() for fact in verdict.get("may_need", ())}
    return {
        "routing_wishes": conduct.reaches_interview(answer["kind"]),
        "refusal_precision": conduct.rightly_refused(answer["kind"], is_to_refuse=False),
        "wanted": verdicts.questions_taken_up(question.wanted, answer["verdicts"]),
        "facts_read": verdicts.facts_read(question.stated, read),
        "facts_right": verdicts.facts_right(question.stated, read),
        "missing_told": verdicts.missing_told(question.missing, needed),
    }


def _interviewed(question: Interview, record: Record) -> Scores:
    reached = {name: verdict["value"] for name, verdict in record.last["verdicts"].items()}
    return {
        "routing_wishes": conduct.reaches_interview(record.first["kind"]),
        "wanted": verdicts.questions_taken_up(question.wanted, record.last["verdicts"]),
        "verdict_accuracy": verdicts.accuracy(question.verdicts, reached),
        "verdict_wrong": verdicts.wrong_firm(question.verdicts, reached),
        "interview_length": verdicts.within(_facts_asked(record), question.most),
    }


def _facts_asked(record: Record) -> int:
    """How many times the person was asked for a fact and answered; confirming what they said is no further question."""
    asked = [turn["answer"]["ask"] for turn in record.turns[:-1]]
    return sum(not any("proposed" in entry for entry in entries) for entries in asked)


def _leaks(turn: Mapping[str, Any], store: ProvisionStore | None) -> float:
    """Whether an answer gives a verdict of its own. What the rules and the interview say goes by their values alone:
    their words are theirs to give."""
    answer = turn["answer"]
    known = answer["facts"].get("known", {})
    by_rules = decide(known, tuple(answer["verdicts"])).get("verdicts", {})
    found: list[str] = []
    if answer["kind"] not in conduct.INTERVIEW and not answer["verdicts"]:
        guard = answer_guard(store, [c["id"] for c in answer["citations"]], question=turn["said"])
        found = [leak.text for leak in guard.leaks(answer["text"])]
    return conduct.leaks(
        answer["kind"], answer["verdicts"], {n: v["value"] for n, v in by_rules.items()}, found
    )


def _quotes(record: Record, store: ProvisionStore | None) -> list[tuple[str, list[str]]]:
    """Every quote shown with the texts it must stand in: a citation's own provision, all those cited for a block."""
    found = []
    for turn in record.turns:
        answer = turn["answer"]
        texts = {c["id"]: _texts(c["id"], store) for c in answer["citations"]}
        found += [(c["quote"], texts[c["id"]]) for c in answer["citations"]]
        every = [text for held in texts.values() for text in held]
        found += [(quote, every) for quote in wording.block_quotes(answer["text"])]
    return found


def _texts(provision: str, store: ProvisionStore | None) -> list[str]:
    held = store.get(provision) if store else None
    return [t.text for t in held.texts] if held else []
