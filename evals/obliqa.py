"""An outside yardstick: our retriever's corpus-neutral parts on ObliQA's public test set.

`python -m evals.obliqa FOLDER`, with the files of the public repository RegNLP/ObliQADataset in FOLDER. Nothing of them
is part of this project. Of `ObliQA_train.json`, when it is there, a projection of the questions is learnt (as published hybrids
are fine-tuned on it); of `ObliQA_dev.json` the weight of vectors; of the test set nothing.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from langchain_core.documents import Document

from evals.errors import EvalsError
from evals.passages import (
    EVEN,
    Asked,
    PassageIndex,
    PassageScores,
    Progress,
    best_weight,
    score_index,
    systems,
)

PUBLISHED = (
    ("BM25 (published)", 0.768, 0.633),
    ("LeSeR (published)", 0.820, 0.666),
    ("fine-tuned hybrid (published)", 0.833, 0.702),
    ("RRF of bm25s and our encoder (measured before this module)", 0.773, 0.622),
)
"""Recall@10 and MAP@10 on the same test set."""
TRAINING, TEST, DEVELOPMENT = "ObliQA_train.json", "ObliQA_test.json", "ObliQA_dev.json"
_DOCUMENTS = ("StructuredDocuments", "StructuredRegulatoryDocuments", ".")
_LEARNT_ON = 500
"""Development questions that the weight is learnt on, at most."""


class ObliqaError(EvalsError):
    """A folder that does not hold ObliQA's files; the message says what is missing."""


def read_passages(folder: Path) -> list[Document]:
    """All passages with text, one a `DocumentID/PassageID`; their ids are that pair. Raises ObliqaError."""
    passages: dict[str, Document] = {}
    for path in _document_files(folder):
        for entry in _load(path, ("DocumentID", "PassageID", "Passage")):
            name = _name(entry)
            text = str(entry["Passage"]).strip()
            if text and name in passages:  # a few numbers stand twice: what they say is read together
                text = f"{passages[name].page_content}\n{text}"
            if text:
                passages[name] = Document(page_content=text, id=name)
    return list(passages.values())


def read_questions(path: Path) -> list[Asked]:
    """The questions of a file, each with the passages that answer it. Raises ObliqaError."""
    return [
        Asked(str(entry["Question"]), frozenset(_name(p) for p in entry["Passages"]))
        for entry in _load(path, ("Question", "Passages"))
    ]


def measure(folder: Path, encoder: Any, *, most: int = 0) -> tuple[dict[str, PassageScores], dict[str, Any]]:
    """What each part reaches on the test set, and what it was measured on; `most` questions where it is given."""
    from tqdm import tqdm

    passages, questions = read_passages(folder), read_questions(folder / TEST)
    questions = questions[:most] if most else questions
    with tqdm(desc="passages", total=len(passages), file=sys.stderr, disable=None, leave=False) as bar:
        index = PassageIndex(passages, encoder, progress=_shown(bar))
    trained = (folder / TRAINING).is_file()
    if trained:
        _learn(index, read_questions(folder / TRAINING))
    learnt = (folder / DEVELOPMENT).is_file()
    weight, projected = EVEN, EVEN
    if learnt:
        tried = read_questions(folder / DEVELOPMENT)[:_LEARNT_ON]
        weight = best_weight(index, tried)
        projected = best_weight(index, tried, projected=True) if trained else EVEN
    ways = systems(weight, projected if trained else None)
    with tqdm(desc="questions", total=len(questions), file=sys.stderr, disable=None, leave=False) as bar:
        found = score_index(index, questions, ways, progress=_shown(bar))
    held = set(index.ids)
    lost = sum(bool(q.relevant - held) for q in questions)
    about = {"passages": len(passages), "questions": len(questions), "not held": lost, "learnt": learnt}
    return found, about | {"trained": trained}


def _learn(index: PassageIndex, questions: Sequence[Asked]) -> None:
    """Learn the projection. Raises ObliqaError where torch is not installed."""
    from tqdm import tqdm

    if importlib.util.find_spec("torch") is None:
        raise ObliqaError(
            f"to learn from {TRAINING} takes torch: pip install 'boussole[sentence-transformers]', or move the file away"
        )
    with tqdm(desc="training", total=len(questions), file=sys.stderr, disable=None, leave=False) as bar:
        index.learn(questions, progress=_shown(bar))


def _shown(bar: Any) -> Progress:
    def update(done: int, _total: int) -> None:
        bar.update(done - bar.n)

    return update


def lines(found: Mapping[str, PassageScores], about: Mapping[str, Any]) -> Iterator[str]:
    """The table, the published figures beside."""
    yield f"{about['passages']} passages, {about['questions']} questions" + (
        f"; {about['not held']} name a passage that the files do not hold" if about["not held"] else ""
    )
    yield ""
    yield "| retriever | recall@10 | MAP@10 |"
    yield "|---|---|---|"
    for name, scores in found.items():
        cells = (
            f"{m.mean:.3f} [{m.low:.3f}, {m.high:.3f}]" for m in (scores.recall, scores.average_precision)
        )
        yield f"| {name} | {' | '.join(cells)} |"
    for name, recall, precision in PUBLISHED:
        yield f"| {name} | {recall:.3f} | {precision:.3f} |"


def _document_files(folder: Path) -> Sequence[Path]:
    for name in _DOCUMENTS:
        files = [p for p in sorted((folder / name).glob("*.json")) if not p.name.startswith("ObliQA")]
        if files:
            return files
    raise ObliqaError(f"no passages in {folder}; it needs {_DOCUMENTS[0]}/*.json of the ObliQA repository")


def _load(path: Path, needed: Sequence[str]) -> list[Mapping[str, Any]]:
    try:
        entries = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ObliqaError(f"{path} cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise ObliqaError(f"{path} is not JSON ({error})") from error
    if not isinstance(entries, list) or not all(
        isinstance(e, dict) and set(needed) <= set(e) for e in entries
    ):
        raise ObliqaError(f"{path} is no list of entries with {', '.join(needed)}")
    return entries


def _name(entry: Mapping[str, Any]) -> str:
    return f"{entry['DocumentID']}/{str(entry['PassageID']).strip()}"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with the public files")
    parser.add_argument(
        "--encoder", default="", help="spec of another encoder (default: that of the settings)"
    )
    parser.add_argument("--questions", type=int, default=0, metavar="N", help="only the first N")
    options = parser.parse_args()
    from assistant.settings import load_settings
    from ingest.embed import open_encoder

    try:
        encoder = open_encoder(options.encoder or load_settings().encoder)
        print("\n".join(lines(*measure(options.folder, encoder, most=options.questions))))
    except ObliqaError as error:
        print(f"obliqa: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
