"""The command `boussole eval`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.engine import Engine
    from assistant.settings import Settings
    from evals.gold import Gold
    from evals.runs.folder import RunFolder
    from evals.runs.record import Scored

_MOST_TOLD = 20


def add_eval(commands: Any) -> None:
    """Add the command to an argparse `subparsers`; it sets `run`, which gives the exit code."""
    text = "put the gold questions to the assistant and score what it does"
    p = commands.add_parser("eval", help=text, description=f"{text} (docs/evaluation.md)")
    p.add_argument("--gold", nargs="+", type=Path, metavar="FILE", help="gold files (default: our own)")
    p.add_argument(
        "--split",
        choices=("development", "held_back", "all"),
        default="all",
        help="which questions (default all, told apart; nothing is tuned on those held back)",
    )
    p.add_argument("--slice", type=_count, metavar="N", help="only N of them, always the same")
    p.add_argument("--check", action="store_true", help="read the gold files and do nothing else")
    p.add_argument("--resume", metavar="RUN", help="go on with a run that was interrupted (its id, or last)")
    p.add_argument(
        "--compare", nargs=2, metavar="RUN", help="two runs side by side (ids or last); nothing is asked"
    )
    p.add_argument(
        "--ablate",
        type=lambda names: [n for n in names.split(",") if n],
        metavar="NAME,…",
        help="run these variants too, in one table: words-only, vectors-only, without-digests, without-asked-questions, "
        "without-official, without-glossary, without-projection, without-ranking, model=PROVIDER:MODEL, encoder=SPEC[@HOME]",
    )
    p.add_argument("--report", type=Path, metavar="DIR", help="write a page with plots and what failed there")
    p.add_argument("--json", action="store_true", help="print the summary as JSON")
    p.set_defaults(run=run_eval)


def _count(text: str) -> int:
    if not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError("a whole number from 1")
    return int(text)


def run_eval(options: argparse.Namespace) -> int:
    """`boussole eval`."""
    from assistant.settings import load_settings
    from evals.errors import GoldError

    settings = load_settings()
    try:
        if options.check:
            return _check(options)
        if options.compare:
            return _compare(options, settings)
        if options.resume:
            return _resume(options, settings)
        return _new(options, settings)
    except GoldError as error:
        for problem in error.problems:
            print(f"boussole: {problem}", file=sys.stderr)
        return 1


def _check(options: argparse.Namespace) -> int:
    questions = _questions(options.gold, None)
    counts: dict[str, int] = {}
    for question in questions:
        counts[question.split] = counts.get(question.split, 0) + 1
    _show(
        options,
        {"questions": len(questions), "splits": counts},
        [f"{len(questions)} gold questions, all sound"],
    )
    return 0


def _compare(options: argparse.Namespace, settings: Settings) -> int:
    from evals.runs.compare import compare
    from evals.runs.folder import find_run
    from evals.runs.tables import compare_lines

    first, second = (find_run(settings.home / "runs", name) for name in options.compare)
    found = compare(first.scores(), second.scores())
    _show(
        options,
        {"first": first.id, "second": second.id, "splits": found},
        compare_lines(first.id, second.id, found),
    )
    return 0


def _resume(options: argparse.Namespace, settings: Settings) -> int:
    """Go on with a run as it was begun; refused when its gold files have changed since."""
    from evals.runs.begin import asked_in, check_index, files_of
    from evals.runs.folder import find_run
    from evals.runs.variants import open_variant, variant_of

    folder = find_run(settings.home / "runs", options.resume)
    files = files_of(folder)
    engine = open_variant(variant_of(folder.settings()["variant"], settings), settings)
    check_index(folder, engine)
    questions = asked_in(folder, _questions(files, engine))
    rows = _run(folder, engine, questions)
    _told(options, folder, rows, questions, settings.lang)
    return 0


def _new(options: argparse.Namespace, settings: Settings) -> int:
    from evals.runs.compare import compare
    from evals.runs.tables import ablation_lines
    from evals.runs.variants import BASE, variant_of

    variants = [variant_of(name, settings) for name in (BASE, *(options.ablate or ()))]
    runs: dict[str, tuple[RunFolder, list[Scored]]] = {}
    for variant in variants:
        folder, rows, questions = _begun(options, settings, variant)
        runs[variant.name] = folder, rows
        if variant.name == BASE:
            base, asked = folder, questions
    if not options.ablate:
        _told(options, base, runs[BASE][1], asked, settings.lang)
        return 0
    compared = {
        name: {} if name == BASE else compare(runs[BASE][1], rows) for name, (_, rows) in runs.items()
    }
    table = {name: (folder.summary(), compared[name]) for name, (folder, _) in runs.items()}
    result = {n: {"run": f.id, "summary": f.summary(), "compared": compared[n]} for n, (f, _) in runs.items()}
    _report(options, base, asked, settings.lang)
    _show(options, {"variants": result}, ablation_lines(table))
    return 0


def _begun(
    options: argparse.Namespace, settings: Settings, variant: Any
) -> tuple[RunFolder, list[Scored], list[Gold]]:
    """A run of one variant, from the first question on."""
    from evals.gold import gold_files
    from evals.runs.begin import begin, chosen
    from evals.runs.variants import open_variant

    files = options.gold or gold_files()
    engine = open_variant(variant, settings)
    questions = chosen(_questions(files, engine), options.split, options.slice)
    folder = begin(variant, settings, engine, files, questions)
    print(f"boussole: run {folder.id}: {len(questions)} questions", file=sys.stderr)
    return folder, _run(folder, engine, questions), questions


def _questions(files: Sequence[Path] | None, engine: Engine | None) -> list[Gold]:
    """The gold questions, checked against the index; what the index does not hold is told on standard error."""
    from evals.gold import not_held
    from evals.runs.begin import questions_of
    from evals.runs.tables import listed

    questions = questions_of(files or (), engine)
    index = engine.index if engine else None
    if index:
        for line in listed(not_held(questions, index.ids), _MOST_TOLD):
            print(f"boussole: {line}", file=sys.stderr)
    return questions


def _run(folder: RunFolder, engine: Engine, questions: list[Gold]) -> list[Scored]:
    from tqdm import tqdm

    from evals.runs.run import run

    with tqdm(
        total=len(questions), unit="q", desc=folder.id, file=sys.stderr, disable=None, leave=False
    ) as bar:

        def progress(done: int, _total: int) -> None:
            bar.update(done - bar.n)

        return run(folder, engine, questions, progress=progress)


def _told(
    options: argparse.Namespace, folder: RunFolder, rows: list[Scored], questions: list[Gold], language: str
) -> None:
    """A finished run: its table or JSON, what must never happen, the report."""
    from evals.runs.tables import failure_lines, listed, run_lines

    summary = folder.summary()
    errors = {record.id: record.error for record in folder.records() if record.error}
    failures = list(failure_lines(rows, errors))
    _report(options, folder, questions, language)
    told = [f"run {folder.id} ({folder.path})", "", *run_lines(summary), "", *listed(failures, _MOST_TOLD)]
    _show(options, {"run": folder.id, "folder": str(folder.path), **summary, "failures": failures}, told)


def _report(options: argparse.Namespace, folder: RunFolder, questions: list[Gold], language: str) -> None:
    if options.report:
        from evals.runs.report import write_report

        page = write_report(options.report, folder, questions, language=language)
        print(f"boussole: report {page}", file=sys.stderr)


def _show(options: argparse.Namespace, result: dict[str, Any], lines: Iterable[str]) -> None:
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        show: Callable[[str], None] = print
        for line in lines:
            show(line.rstrip())
