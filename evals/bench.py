"""`make bench`: Boussole and a tutorial's pipeline side by side, in one run on one folder of texts."""

from __future__ import annotations

import argparse
import json
import math
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.catalogue import sources
from evals.attribution import Attribution
from evals.metrics import all_documents_hit, article_of, hit_at, reciprocal_rank
from evals.pipelines import Boussole, Pipeline, Tutorial
from evals.questions import Question, load
from ingest.readers.registry import read_source
from ingest.sources import find_files, load_text

PIPELINES: dict[str, type[Pipeline]] = {"boussole": Boussole, "tutorial": Tutorial}
SETS = ("development", "held_back", "people")
MEASURES = ("hit@1", "hit@5", "hit@10", "MRR", "all@5")


def main() -> None:
    """Run the benchmark, or one step of it in this process (`--step`, used by the run itself)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--home", type=Path, help="keep the indexes here, and reuse those already there")
    parser.add_argument("--step", choices=("index", "open", "query"), help=argparse.SUPPRESS)
    parser.add_argument("--pipeline", choices=PIPELINES, default="boussole", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        print(json.dumps(STEPS[options.step](options)))
        return
    if not options.texts.is_dir():
        sys.exit(f"bench: no folder of official texts at {options.texts}; give one: make bench TEXTS=DIR")
    with tempfile.TemporaryDirectory() as aside:
        _run(options.texts, options.home or Path(aside))


def _run(texts: Path, home: Path) -> None:
    costs: dict[str, dict[str, Any]] = {name: {} for name in PIPELINES}
    for name in PIPELINES:
        if not (home / name).exists():
            costs[name] |= _step("index", texts, home, name)
        costs[name] |= _step("open", texts, home, name)
    queries = _step("query", texts, home, "boussole")
    print(_cost_table(costs, queries))
    for group in queries["scores"]:
        print(_score_table(group, queries["scores"][group]))


def _step(step: str, texts: Path, home: Path, pipeline: str) -> dict[str, Any]:
    """One step in a process of its own, so that its memory and start-up are its own."""
    command = [sys.executable, "-W", "ignore", "-m", "evals.bench", "--step", step, "--pipeline", pipeline]
    command += ["--texts", str(texts), "--home", str(home)]
    print(f"bench: {step} {pipeline}", file=sys.stderr, flush=True)
    started = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {**result, f"{step}_process_seconds": time.perf_counter() - started}


def _index_step(options: argparse.Namespace) -> dict[str, Any]:
    started = time.perf_counter()
    passages = PIPELINES[options.pipeline]().index(options.texts, options.home / options.pipeline)
    return {
        "passages": passages,
        "index_seconds": time.perf_counter() - started,
        "index_megabytes": _peak_megabytes(),
    }


def _open_step(options: argparse.Namespace) -> dict[str, Any]:
    pipeline = PIPELINES[options.pipeline]()
    pipeline.open(options.home / options.pipeline)
    pipeline.search("What is a medical device?", "en")
    return {"open_megabytes": _peak_megabytes()}


def _query_step(options: argparse.Namespace) -> dict[str, Any]:
    """Both pipelines on every question, turn by turn, so that the machine's moods fall on both."""
    ours, theirs = Boussole(), Tutorial()
    ours.open(options.home / "boussole")
    theirs.open(options.home / "tutorial")
    attribution = _attribution(options.texts)
    times: dict[str, list[float]] = defaultdict(list)
    rows: dict[str, dict[str, dict[str, list[list[float]]]]] = {}
    for question in load(SETS[0])[:5]:
        ours.search(question.question, question.lang), theirs.search(question.question, question.lang)
    for name in SETS:
        rows[name] = defaultdict(lambda: defaultdict(list))
        for question in load(name):
            found = _timed(times["boussole search"], ours.search, question)
            chunks = _timed(times["tutorial search"], theirs.search, question)
            _timed(times["boussole ask"], ours.ask, question)
            if question.gold:
                group = "references" if question.kind == "reference" else f"{question.group}, {question.lang}"
                articles = list(dict.fromkeys(a for c in chunks for a in attribution.articles(c)[:1]))
                rows[name][group]["boussole"].append(_scores(found, question))
                rows[name][group]["tutorial"].append(_scores(articles, question))
    return {
        "seconds": {n: {"median": statistics.median(t), "p95": _percentile(t, 95)} for n, t in times.items()},
        "scores": {
            n: {g: {p: _means(s) for p, s in by.items()} for g, by in groups.items()}
            for n, groups in rows.items()
        },
    }


STEPS = {"index": _index_step, "open": _open_step, "query": _query_step}


def _attribution(texts: Path) -> Attribution:
    found, _ = find_files(texts)
    return Attribution(
        provision
        for document, path in found.items()
        for provision in read_source(
            sources()[document], load_text(sources()[document], path).text
        ).provisions
    )


def _timed(times: list[float], run: Any, question: Question) -> Any:
    started = time.perf_counter()
    result = run(question.question, question.lang)
    times.append(time.perf_counter() - started)
    return result


def _scores(found: Sequence[str], question: Question) -> list[float]:
    several = len({article_of(g).split("/")[0] for g in question.gold}) > 1 and len(question.documents) > 1
    needs_all = all_documents_hit(5, found, question.gold) if several else math.nan
    hits = [hit_at(k, found, question.gold) for k in (1, 5, 10)]
    return [*hits, reciprocal_rank(found, question.gold), needs_all]


def _means(rows: Sequence[Sequence[float]]) -> list[float]:
    """Means of the columns with the number of rows first; not-applicable cells are left out."""
    means = []
    for column in zip(*rows, strict=True):
        held = [v for v in column if not math.isnan(v)]
        means.append(round(sum(held) / len(held), 3) if held else -1.0)
    return [len(rows), *means]


def _percentile(values: Sequence[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1]


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _cost_table(costs: dict[str, dict[str, Any]], queries: dict[str, Any]) -> str:
    seconds = queries["seconds"]
    ours, theirs = costs["boussole"], costs["tutorial"]
    search = seconds["boussole search"], seconds["tutorial search"]
    rows = [
        ("passages", ours.get("passages"), theirs.get("passages"), ""),
        _row("index, s", ours.get("index_seconds"), theirs.get("index_seconds")),
        _row("index, peak MB", ours.get("index_megabytes"), theirs.get("index_megabytes")),
        _row("start to first result, s", ours["open_process_seconds"], theirs["open_process_seconds"]),
        _row("open, peak MB", ours["open_megabytes"], theirs["open_megabytes"]),
        _row("search, median ms", 1000 * search[0]["median"], 1000 * search[1]["median"]),
        _row("search, p95 ms", 1000 * search[0]["p95"], 1000 * search[1]["p95"]),
        _row("ask, p95 ms (against search)", 1000 * seconds["boussole ask"]["p95"], 1000 * search[1]["p95"]),
    ]
    lines = ["| measure | Boussole | tutorial | ratio |", "|---|---|---|---|"]
    return "\n".join(lines + ["| " + " | ".join(_cell(c) for c in row) + " |" for row in rows]) + "\n"


def _row(name: str, ours: float | None, theirs: float | None) -> tuple[str, Any, Any, Any]:
    return name, ours, theirs, (f"{ours / theirs:.2f}" if ours and theirs else "")


def _cell(value: Any) -> str:
    return "kept" if value is None else f"{value:.1f}" if isinstance(value, float) else str(value)


def _score_table(name: str, groups: dict[str, dict[str, list[float]]]) -> str:
    lines = [f"{name}: article level", "| questions | n | pipeline | " + " | ".join(MEASURES) + " |"]
    lines.append("|---|---|---|" + "---|" * len(MEASURES))
    for group in sorted(groups):
        for pipeline, (count, *means) in sorted(groups[group].items()):
            cells = " | ".join("n/a" if m < 0 else f"{m:.2f}" for m in means)
            lines.append(f"| {group} | {int(count)} | {pipeline} | {cells} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
