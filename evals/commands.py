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
_PAIR = 2


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
        "--compare",
        nargs="+",
        metavar="RUN",
        help="two runs side by side, or more in one table against the first (ids or last); nothing is asked",
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
    if options.compare and len(options.compare) < _PAIR:
        print("boussole: --compare takes two runs or more (ids or last)", file=sys.stderr)
        return 2
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
    """Two runs measure by measure, or more in one table; nothing is asked."""
    from evals.runs.compare import compare
    from evals.runs.folder import find_run
    from evals.runs.tables import compare_lines

    folders = [find_run(settings.home / "runs", name) for name in options.compare]
    if len(folders) != _PAIR:
        return _side_by_side(options, folders, settings.lang)
    first, second = folders
    found = compare(first.scores(), second.scores())
    _report(options, folders, settings.lang)
    _show(
        options,
        {"first": first.id, "second": second.id, "splits": found},
        compare_lines(first.id, second.id, found),
    )
    return 0


def _side_by_side(options: argparse.Namespace, folders: Sequence[RunFolder], language: str) -> int:
    """Runs in one table, held against the first."""
    from evals.runs.side_by_side import side_by_side
    from evals.runs.tables import ablation_lines

    runs = side_by_side(folders)
    result = {
        label: {"run": folder.id, "summary": summary, "compared": compared}
        for folder, (label, (summary, compared)) in zip(folders, runs.items(), strict=True)
    }
    _report(options, folders, language)
    _show(options, {"variants": result}, ablation_lines(runs))
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
    _told(options, folder, rows, settings.lang)
    return 0


def _new(options: argparse.Namespace, settings: Settings) -> int:
    """A run of the whole and of each variant; all are opened before the first question, which may be hours ahead."""
    from evals.gold import gold_files
    from evals.runs.begin import begin, chosen
    from evals.runs.variants import BASE, open_variant, variant_of

    files = options.gold or gold_files()
    variants = [variant_of(name, settings) for name in (BASE, *(options.ablate or ()))]
    ready = []
    for variant in variants:
        engine = open_variant(variant, settings)
        ready.append((variant, engine, chosen(_questions(files, engine), options.split, options.slice)))
    folders = []
    for variant, engine, questions in ready:
        folder = begin(variant, settings, engine, files, questions)
        print(f"boussole: run {folder.id}: {len(questions)} questions", file=sys.stderr)
        rows = _run(folder, engine, questions)
        folders.append(folder)
    if len(folders) > 1:
        return _side_by_side(options, folders, settings.lang)
    _told(options, folders[0], rows, settings.lang)
    return 0


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


def _told(options: argparse.Namespace, folder: RunFolder, rows: list[Scored], language: str) -> None:
    """A finished run: its table or JSON, what must never happen, the report."""
    from evals.runs.tables import failure_lines, listed, run_lines

    summary = folder.summary()
    errors = {record.id: record.error for record in folder.records() if record.error}
    failures = list(failure_lines(rows, errors))
    _report(options, [folder], language)
    told = [f"run {folder.id} ({folder.path})", "", *run_lines(summary), "", *listed(failures, _MOST_TOLD)]
    _show(options, {"run": folder.id, "folder": str(folder.path), **summary, "failures": failures}, told)


def _report(options: argparse.Namespace, folders: Sequence[RunFolder], language: str) -> None:
    """The page of the first run, the others held against it."""
    if options.report:
        from evals.runs.begin import asked_in, files_of, questions_of
        from evals.runs.report import write_report

        questions = asked_in(folders[0], questions_of(files_of(folders[0]), None))
        page = write_report(options.report, folders[0], questions, language=language, others=folders[1:])
        print(f"boussole: report {page}", file=sys.stderr)


def _show(options: argparse.Namespace, result: dict[str, Any], lines: Iterable[str]) -> None:
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        show: Callable[[str], None] = print
        for line in lines:
            show(line.rstrip())
