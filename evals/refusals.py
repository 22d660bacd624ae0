"""Learns `assistant/refusal_weights.json` from the development questions: `python -m evals.refusals`.

Prints what is refused when learnt on four fifths and tried on the last, and for each sign how it weighs;
`--measure held_back` learns nothing, and prints what the assistant does with a split of every set: refusals of
`evals/refusals/` and of the gold, answerable questions, wishes for a verdict. Needs the index of the settings, with
official texts and digests, and torch to learn.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from assistant.answer import Answer, AnswerKind
from assistant.composer import ENOUGH_SUPPORT
from assistant.engine import Engine
from assistant.errors import QuestionError
from assistant.refusal import (
    BASES,
    REASONS,
    SIGNS_FILE,
    WEIGHTS_FILE,
    Reason,
    not_held,
    pattern_names,
    signs_of,
)
from assistant.retriever import Retriever
from assistant.routing import TurnKind
from assistant.settings import load_settings
from assistant.translations import TABLE
from corpus.digests import LANGUAGES, digests
from evals.gold import Answerable, Interview, Refusal, gold_files, load_gold
from evals.measures import citations, conduct
from evals.measures.ranking import Item, Level
from evals.questions import load
from evals.turns import load as load_turns
from ingest.embed import Encoder, open_encoder, served_alike
from ingest.index import Index, IndexFolder

FALSE_PREMISE = "false_premise"
ASKED = 600
"""Questions of our digests taken beside the development questions: people will ask more things than those."""
RIDGE = 0.5
RIDGE_MEANING = 0.02
LEFT_OUT = 0.5
"""Each question is learnt from once more with this share of its patterns left out: patterns were written with the
development questions at hand, and fit others less well than these."""
WRONGLY = 0.028
"""Share of the ordinary answerable development questions that weights learnt without them may refuse."""
ORDINARY, LOOKALIKE, OF_DIGESTS = "ordinary", "that look as if not", "of digests"
"""Sorts of answerable questions: the second are written to be taken for such as are refused."""
FOLDS = 5
SEED = 0
_HERE = Path(__file__).parent
WITHOUT: Mapping[str, tuple[str, ...]] = {"digest": (), "official": ("digest", "question")}

Rows = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RefusalCase:
    """A question that is not to be answered as it stands, and why: a `Reason`, or a false premise."""

    id: str
    lang: str
    reason: str
    question: str


@dataclass(frozen=True, slots=True)
class Table:
    """A row a question: signs, vector, and 0 for one that is answered, else the place of its reason counted from 1."""

    names: tuple[str, ...]
    signs: Rows
    vectors: Rows
    reasons: NDArray[np.int64]
    is_ordinary: NDArray[np.bool_]

    def rows(self, places: NDArray[np.int64]) -> Table:
        """Some of the rows."""
        return Table(
            self.names,
            self.signs[places],
            self.vectors[places],
            self.reasons[places],
            self.is_ordinary[places],
        )


def load_refusals(name: str) -> list[RefusalCase]:
    """The questions of `development` or `held_back`."""
    return [RefusalCase(**e) for e in _entries(name)]


def load_beside(kind: str, split: str) -> list[tuple[str, str]]:
    """Questions that stand beside the refusals, with their languages: `answerable` ones, or `wishes` for a verdict."""
    return [(e["question"], e["lang"]) for e in _entries(f"{kind}_{split}")]


def _entries(name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load(
        (_HERE / "refusals" / f"{name}.yaml").read_text(encoding="utf-8")
    )
    return entries


def main() -> None:
    """Learn, print and write; or measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", choices=("development", "held_back"), help="measure, learn nothing")
    options = parser.parse_args()
    settings = load_settings()
    encoder = open_encoder(settings.encoder)
    index = IndexFolder(settings.index_folder).open(encoder.fingerprint)
    if options.measure:
        print(measured(Engine(index, encoder), options.measure))
        return
    weights = {name: held for basis in BASES for name, held in _learnt(index, encoder, basis)}
    held = {"encoders": served_alike(encoder.fingerprint), "fitted_on": fitted_on(), "weights": weights}
    written = json.dumps(held, ensure_ascii=False, indent=1)
    WEIGHTS_FILE.write_text(_rows_on_one_line(written) + "\n", encoding="utf-8")


def fitted_on() -> str:
    """A digest of what the weights are fitted on: the signs and the questions, those of our digests apart."""
    sets = ("refusals/development", "refusals/answerable_development", "refusals/wishes_development")
    files = [*sets, "questions/development", "questions/unanswerable", "turns/development"]
    held = hashlib.sha256()
    for path in (SIGNS_FILE, *(_HERE / f"{name}.yaml" for name in files), *gold_files()):
        held.update(path.read_bytes())
    return held.hexdigest()[:16]


def measured(engine: Engine, name: str) -> str:
    """How much of each kind is refused, how many of the answerable questions are, and where wishes go, as lines."""
    lines = []
    own: list[tuple[RefusalCase, tuple[Item, ...]]] = [(case, ()) for case in load_refusals(name)]
    for title, cases in (("evals/refusals", own), ("gold", _gold_refusals(name))):
        refused: dict[str, list[bool]] = defaultdict(list)
        for case, gold in cases:
            answer = _asked(engine, case.question, case.lang)
            refused[case.reason].append(is_refused(answer, case.reason) or _contradicts(answer, case, gold))
        lines += [
            f"{title}, {reason}: {sum(rows)} of {len(rows)} refused" for reason, rows in refused.items()
        ]
        everything = [r for rows in refused.values() for r in rows]
        lines.append(f"{title}, all: {_share(everything)} refused")
    for title, asked in _answerable(name):
        kinds = [_asked(engine, question, language).kind for question, language in asked]
        wrong = _share([k in conduct.REFUSED for k in kinds])
        beside = _share([k is AnswerKind.NEEDS_FACTS for k in kinds])
        lines.append(f"answerable, {title}: {wrong} refused, {beside} with an interview")
    for title, asked in _wishes(name):
        kinds = [_asked(engine, question, language).kind for question, language in asked]
        lines.append(f"wishes, {title}: {_share([k in conduct.INTERVIEW for k in kinds])} reach the rules")
    return "\n".join(lines)


def _asked(engine: Engine, question: str, language: str) -> Answer:
    """The answer to a first turn; what cannot be asked at all is refused."""
    try:
        return engine.ask(question, language=language)
    except QuestionError as error:
        return Answer(AnswerKind.ABSTAIN, language, str(error))


def _share(rows: Sequence[bool]) -> str:
    return f"{sum(rows)} of {len(rows)} ({np.mean(rows):.3f})"


def _gold_refusals(split: str) -> list[tuple[RefusalCase, tuple[Item, ...]]]:
    found = [q for q in load_gold(gold_files()) if isinstance(q, Refusal) and q.split == split]
    return [(RefusalCase(q.id, q.lang, q.reason, q.question), q.gold) for q in found]


def _contradicts(answer: Answer, case: RefusalCase, gold: Sequence[Item]) -> bool:
    """Whether what is cited contradicts a false premise."""
    cited = [c.id for c in answer.citations]
    is_answer = case.reason == FALSE_PREMISE and answer.kind is AnswerKind.ANSWER
    return bool(gold) and is_answer and citations.recall(cited, gold, Level.PROVISION) > 0


def _answerable(split: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The sets of questions that the texts answer."""
    for name in ("development",) if split == "development" else ("held_back", "people"):
        yield f"search questions of {name}", [(q.question, q.lang) for q in load(name) if q.exists]
    gold = [q for q in load_gold(gold_files()) if isinstance(q, Answerable) and q.split == split]
    yield "gold", [(q.question, q.lang) for q in gold]
    yield LOOKALIKE, load_beside("answerable", split)
    yield "first turns", _first_turns(split, TurnKind.QUESTION)


def _wishes(split: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The sets of wishes for a verdict."""
    gold = [
        q for q in load_gold(gold_files()) if q.split == split and not isinstance(q, Answerable | Refusal)
    ]
    yield "gold", [(q.first if isinstance(q, Interview) else q.question, q.lang) for q in gold]
    yield "in odd shapes", load_beside("wishes", split)
    yield "first turns", _first_turns(split, TurnKind.VERDICT)


def _first_turns(split: str, kind: TurnKind) -> list[tuple[str, str]]:
    turns = load_turns(split)
    return [(t.text, t.lang) for t in turns if t.kind is kind and not t.pending and not t.history]


def is_refused(answer: Answer, reason: str) -> bool:
    """Whether an answer refuses: abstains, or, for a false premise, contradicts it first."""
    if answer.kind is AnswerKind.ABSTAIN:
        return True
    said = (
        words[answer.lang != "fr"] for key, words in TABLE.items() if key.startswith(("premise.", "missing."))
    )
    fixed = (max((part.split("{")[0] for part in words.split("}")), key=len) for words in said)
    return reason == FALSE_PREMISE and any(f in answer.text for f in fixed if len(f) > 12)


def _learnt(index: Index, encoder: Encoder, basis: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Weights on a basis, with and without the meaning of words, by the name they go by in the file."""
    table = _table(index, encoder, WITHOUT[basis])
    for name, meaning in ((basis, False), (f"{basis}, meaning", True)):
        odds = _crossed(table, meaning=meaning)
        shift = _shift(odds[table.is_ordinary])
        print(f"\n{name}: {_told(table, odds * np.exp(shift))}")
        signs, rows, centre = learn(table, meaning=meaning)
        signs[:, table.names.index("always")] += shift
        held: dict[str, Any] = {
            "signs": {n: [round(float(w), 3) for w in signs[:, k]] for k, n in enumerate(table.names)}
        }
        for sign, row in held["signs"].items():
            print(
                f"  {sign:32} " + "  ".join(f"{r.value} {w:+.2f}" for r, w in zip(REASONS, row, strict=True))
            )
        if meaning:
            held |= {"meaning": np.round(rows, 3).tolist(), "centre": np.round(centre, 4).tolist()}
        yield name, held


def _table(index: Index, encoder: Encoder, without: Sequence[str]) -> Table:
    retriever = Retriever(index, encoder, without=without)
    # A question of a digest is found word for word on the shelf of such questions.
    others = Retriever(index, encoder, without=(*without, "question"))
    signs, vectors, reasons, is_ordinary = [], [], [], []
    names: tuple[str, ...] = ()
    for question, language, reason, kind in _questions():
        found = (others if kind == OF_DIGESTS else retriever).evidence(question, language)
        row = signs_of(found.scope, found.look, found.coverage)
        names = tuple(row)
        signs.append([row[n] for n in names])
        vectors.append(found.look.vector)
        reasons.append(REASONS.index(Reason(reason)) + 1 if reason else 0)
        is_ordinary.append(kind == ORDINARY)
    return Table(
        names, np.array(signs), np.array(vectors), np.array(reasons), np.array(is_ordinary, dtype=bool)
    )


def _questions() -> Iterator[tuple[str, str, str, str]]:
    """What is learnt from: question, language, why it is refused (empty: it is answered), and what sort of answerable
    question it is (empty: none). False premises are told otherwise, by what they take for granted."""
    for q in load("development"):
        if q.exists and q.kind != "reference":
            yield q.question, q.lang, "", ORDINARY
    beside = [*_answerable("development"), *_wishes("development")]
    taken = {q.question for q in load("development")}
    for name, asked in beside:
        for question, language in asked:
            if question not in taken:
                taken.add(question)
                yield question, language, "", LOOKALIKE if name == LOOKALIKE else ORDINARY
    gold = [case for case, _ in _gold_refusals("development")]
    for case in (*load_refusals("development"), *gold):
        if case.reason != FALSE_PREMISE:
            yield case.question, case.lang, case.reason, ""
    entries = yaml.safe_load((_HERE / "questions" / "unanswerable.yaml").read_text(encoding="utf-8"))
    for entry in (e for e in entries if e["dev"]):
        reason = Reason.NEAR_MISS if not_held(entry["question"]) else Reason.OFF_TOPIC
        yield entry["question"], entry["lang"], reason, ""
    drawn = [(text, lang) for d in digests().values() for lang in LANGUAGES for text in d.asked[lang]]
    for text, language in random.Random(SEED).sample(drawn, ASKED):
        yield text, language, "", OF_DIGESTS


def _crossed(table: Table, *, meaning: bool) -> Rows:
    """The odds that each question is refused, by weights learnt without it."""
    count = len(table.reasons)
    odds = np.zeros(count)
    order = np.random.default_rng(SEED).permutation(count)
    for fold in range(FOLDS):
        held_out = order[fold::FOLDS]
        signs, rows, centre = learn(table.rows(np.setdiff1d(order, held_out)), meaning=meaning)
        drawn = table.signs[held_out] @ signs.T + (table.vectors[held_out] - centre) @ rows.T
        odds[held_out] = np.exp(drawn).sum(1)
    return odds


def _shift(odds: Rows) -> float:
    """What makes `ENOUGH_SUPPORT` refuse no more than `WRONGLY` of the answerable questions that have these odds."""
    return float(np.log((1 / ENOUGH_SUPPORT - 1) / np.quantile(odds, 1 - WRONGLY)))


def _told(table: Table, odds: Rows) -> str:
    """What is refused of each kind at these odds, as a line of text."""
    refused = 1 / (1 + odds) < ENOUGH_SUPPORT
    kinds = [f"{r.value} {refused[table.reasons == k].mean():.3f}" for k, r in enumerate(REASONS, 1)]
    rest = (table.reasons == 0) & ~table.is_ordinary
    return (
        f"tried on others, refused: {', '.join(kinds)}, all {refused[table.reasons > 0].mean():.3f}; wrongly "
        f"{refused[table.is_ordinary].mean():.3f} (other answerable ones {refused[rest].mean():.3f})"
    )


def learn(table: Table, *, meaning: bool) -> tuple[Rows, Rows, Rows]:
    """Weights of the signs and of the vector, a row a reason, and the centre of the vectors."""
    import torch

    centre = table.vectors.mean(axis=0)
    told_by_words = np.isin(table.names, pattern_names())
    kept = np.random.default_rng(SEED).random(table.signs.shape) >= LEFT_OUT
    x = torch.tensor(np.vstack([table.signs, np.where(told_by_words & ~kept, 0.0, table.signs)]))
    v = torch.tensor(np.vstack([table.vectors - centre] * 2))
    y = torch.tensor(np.concatenate([table.reasons] * 2))
    told = float(meaning)
    signs = torch.zeros(len(REASONS), x.shape[1], dtype=torch.double, requires_grad=True)
    rows = torch.zeros(len(REASONS), v.shape[1], dtype=torch.double, requires_grad=True)
    optimizer = torch.optim.LBFGS([signs, rows], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> Any:
        optimizer.zero_grad()
        drawn = x @ signs.T + v @ (rows * told).T
        scores = torch.cat([torch.zeros(len(y), 1, dtype=torch.double), drawn], 1)
        loss = torch.nn.functional.cross_entropy(scores, y, reduction="sum") / 2
        loss = loss + RIDGE * signs[:, 1:].square().sum() + RIDGE_MEANING * rows.square().sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    return signs.detach().numpy(), rows.detach().numpy() * told, centre


def _rows_on_one_line(text: str) -> str:
    """JSON with each list of numbers on a line of its own."""
    import re

    return re.sub(r"\[[^\[\]{}]*\]", lambda m: " ".join(m.group().split()), text)


if __name__ == "__main__":
    main()
