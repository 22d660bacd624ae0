"""The command line: reads settings, builds the parts, hands them over (`interface.md` is its contract)."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import AssistantError
from assistant.settings import Settings, load_settings
from corpus.errors import CorpusError
from ingest.errors import IndexDamaged, IndexMismatch, IndexMissing, IngestError
from rules.errors import RulesError

if TYPE_CHECKING:
    from assistant.engine import Engine

OFFLINE_NOTE = (
    "no official text was read: this version fetches none by itself; "
    "give a folder with --from DIR (see README, « Textes officiels »)"
)


_WITHOUT_RULES = {"ingest", "search", "ask", "doctor", "serve"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code: 0 done, 1 could not be done, 2 called wrongly."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    arguments = sys.argv[1:] if arguments is None else arguments
    options = build_parser(with_rules=not set(arguments[:1]) & _WITHOUT_RULES).parse_args(arguments)
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s"
    )
    try:
        code: int = options.run(options)
        return code
    except (AssistantError, IngestError, CorpusError, RulesError) as error:
        print(f"boussole: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("boussole: stopped; the index in use is unchanged", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1


def build_parser(*, with_rules: bool = True) -> argparse.ArgumentParser:
    """The parser with all commands; the rules' own load only where they may be meant, to start faster."""
    parser = argparse.ArgumentParser(
        prog="boussole",
        description="Regulatory assistant for health software in France and the EU: answers quoted from the texts.",
        epilog="Settings are environment variables BOUSSOLE_… (and a .env file); `boussole doctor` lists them.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_ingest(commands)
    _add_search(commands)
    _add_ask(commands)
    if with_rules:
        from rules.commands import add_commands

        add_commands(commands)
    _add_doctor(commands)
    _add_serve(commands)
    return parser


def _command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int], text: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run)
    return parser


def _add_ingest(commands: Any) -> None:
    p = _command(commands, "ingest", run_ingest, "build or refresh the index of official texts")
    p.add_argument("--from", dest="folder", type=Path, metavar="DIR", help="folder of official texts")
    p.add_argument("--offline", action="store_true", help="fetch nothing: what is built in stands alone")
    p.add_argument("--document", nargs="+", default=[], metavar="ID", help="only these documents")
    p.add_argument("--if-missing", action="store_true", help="do nothing when the index is there and fits")
    p.add_argument("--json", action="store_true", help="print the report as JSON")


def _add_search(commands: Any) -> None:
    p = _command(commands, "search", run_search, "find the provisions that answer a question")
    p.add_argument("question", nargs="?", help="the question, in French or English")
    p.add_argument("-k", type=_count, default=10, help="how many (default 10)")
    p.add_argument("--document", nargs="+", default=[], metavar="ID", help="only in these documents")
    p.add_argument("--lang", choices=("fr", "en"), help="language of the labels (default: the question's)")
    p.add_argument("--batch", type=Path, metavar="FILE", help="JSON lines {id, question}")
    p.add_argument("--json", action="store_true", help="print JSON")


def _add_ask(commands: Any) -> None:
    p = _command(commands, "ask", run_ask, "answer a question with verified quotes")
    p.add_argument("question", nargs="?", help="the question, in French or English")
    p.add_argument("--lang", choices=("fr", "en"), help="language of the answer (default: the question's)")
    p.add_argument("--llm", default="none", metavar="SPEC", help="none: quotes only (the default)")
    p.add_argument("--session", default="", metavar="ID", help="go on with this conversation")
    p.add_argument("--batch", type=Path, metavar="FILE", help="JSON lines {id, question} or {id, turns}")
    p.add_argument("--json", action="store_true", help="print JSON")


def _add_doctor(commands: Any) -> None:
    p = _command(commands, "doctor", run_doctor, "say what is installed, what is missing, how to mend it")
    p.add_argument("--json", action="store_true", help="print JSON")


def _add_serve(commands: Any) -> None:
    p = _command(commands, "serve", run_serve, "start the web app")
    p.add_argument("--host", help="address to listen on (default BOUSSOLE_HOST, 127.0.0.1)")
    p.add_argument("--port", type=int, help="port (default BOUSSOLE_PORT, 7860)")
    p.add_argument("--open", action="store_true", help="open it in the browser")


def _count(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 100:
        raise argparse.ArgumentTypeError("between 1 and 100")
    return value


def run_ingest(options: argparse.Namespace) -> int:
    """`boussole ingest`."""
    from ingest.embed import open_encoder
    from ingest.index import IndexFolder
    from ingest.pipeline import ingest_folder

    settings = load_settings()
    folder, encoder = IndexFolder(settings.index_folder), open_encoder(settings.encoder)
    if options.if_missing and _fits(folder, encoder.fingerprint):
        print("boussole: the index is there and fits", file=sys.stderr)
        return 0
    if options.folder is None:
        print(f"boussole: {OFFLINE_NOTE}", file=sys.stderr)
        if options.json:
            _print_json({"documents": [], "embedded": 0, "reused": 0, "seconds": 0.0, "rebuilt": False})
        return 0
    with _progress_bar() as progress:
        report = ingest_folder(
            options.folder, folder, encoder, only=frozenset(options.document), progress=progress
        )
    _show(options, asdict(report), "ingest_lines")
    for failure in report.failures:
        print(f"boussole: {failure}", file=sys.stderr)
    return 1 if report.failures else 0


def _fits(folder: Any, fingerprint: str) -> bool:
    try:
        folder.open(fingerprint)
    except (IndexMissing, IndexMismatch, IndexDamaged):
        return False
    return True


class _progress_bar:  # noqa: N801
    """Progress on standard error with the time left, as the pipeline's callback."""

    def __enter__(self) -> Callable[[int, int], None]:
        from tqdm import tqdm

        self._bar = tqdm(
            unit="ch", unit_scale=True, desc="embedding", file=sys.stderr, disable=None, leave=False
        )
        return self._update

    def _update(self, done: int, total: int) -> None:
        self._bar.total = total
        self._bar.update(done - self._bar.n)

    def __exit__(self, *_: object) -> None:
        self._bar.close()


def run_search(options: argparse.Namespace) -> int:
    """`boussole search`."""
    engine = _open(load_settings())

    def find(question: str, session: str = "") -> dict[str, Any]:  # noqa: ARG001
        return engine.search(question, k=options.k, language=options.lang, documents=options.document)

    if options.batch:
        return _batch(options.batch, find)
    result = find(_question(options))
    _show(options, result, "search_lines")
    return 0


def run_ask(options: argparse.Namespace) -> int:
    """`boussole ask`."""
    if options.llm != "none":
        raise AssistantError(f"--llm {options.llm}: no language model can be used yet; leave it at none")
    engine = _open(load_settings())

    def answer(question: str, session: str) -> dict[str, Any]:
        return engine.ask(question, language=options.lang, session=session or options.session).to_json()

    if options.batch:
        return _batch(options.batch, answer)
    question = _question(options)
    if options.json:
        _print_json(answer(question, ""))
    else:
        from assistant.console import answer_lines

        _print_lines(answer_lines(engine.ask(question, language=options.lang, session=options.session)))
    return 0


def run_doctor(options: argparse.Namespace) -> int:
    """`boussole doctor`."""
    from assistant.doctor import diagnose

    found = diagnose(load_settings())
    if options.json:
        _print_json(found.to_json())
    else:
        _print_lines(found.lines())
    return 1 if found.problems else 0


def run_serve(options: argparse.Namespace) -> int:
    """`boussole serve`."""
    from app import serve

    settings = load_settings()
    host, port = options.host or settings.host, settings.port if options.port is None else options.port
    serve(settings, host=host, port=port, open_browser=options.open)
    return 0


def _open(settings: Settings) -> Engine:
    from assistant.engine import open_engine

    return open_engine(settings)


def _question(options: argparse.Namespace) -> str:
    """The question of the command line, or of standard input when it is `-`; 2 when there is none."""
    if options.question is None:
        build_parser().error(f"{options.command} needs a question, or --batch FILE")
    return sys.stdin.read() if options.question == "-" else str(options.question)


def _batch(path: Path, answer: Callable[[str, str], dict[str, Any]]) -> int:
    from assistant.batch import read_batch, run_batch

    failed = False
    for result in run_batch(read_batch(path), answer):
        failed = failed or "error" in result
        print(json.dumps(result, ensure_ascii=False), flush=True)
    return 1 if failed else 0


def _show(options: argparse.Namespace, result: dict[str, Any], renderer: str) -> None:
    if options.json:
        _print_json(result)
    else:
        import assistant.console

        _print_lines(getattr(assistant.console, renderer)(result))


def _print_json(result: dict[str, Any]) -> None:
    print(json.dumps(result, ensure_ascii=False))


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


if __name__ == "__main__":
    sys.exit(main())
