"""The command line: reads settings, builds the parts, hands them over (`interface.md` is its contract)."""

from __future__ import annotations

import argparse
import datetime
import importlib.metadata
import json
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import AssistantError
from assistant.inputs import check_documents, read_question, split_documents
from assistant.settings import Settings, load_settings
from assistant.terminal import complain, print_json, print_lines, progress_bar, show
from corpus.errors import CorpusError
from evals.errors import EvalsError
from ingest.errors import IndexMissing, IngestError
from rules.errors import RulesError

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.engine import Engine

_WITHOUT_RULES = {
    "ingest",
    "search",
    "ask",
    "doctor",
    "serve",
    "changes",
    "watch",
    "add",
    "remove",
    "amendments",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code: 0 done, 1 could not be done, 2 called wrongly."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A lone surrogate has no UTF-8: written out, it is the escape that JSON has for it.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = _parse(sys.argv[1:] if arguments is None else arguments)
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s"
    )
    try:
        code: int = options.run(options)
        return code
    except (AssistantError, IngestError, CorpusError, RulesError, EvalsError) as error:
        complain(str(error))
        return 1
    except KeyboardInterrupt:
        print("boussole: stopped; the index in use is unchanged", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of a call; what is wrong with it is said with the usage of its own command."""
    parser = build_parser(with_rules=not set(arguments[:1]) & _WITHOUT_RULES)
    options, unknown = parser.parse_known_args(arguments)
    options.usage = commands_of(parser)[options.command]
    if unknown:
        options.usage.error(f"unrecognized arguments: {' '.join(unknown)}")
    return options


def commands_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parser of each command, by its name."""
    (commands,) = (a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    return dict(commands.choices)


class _Version(argparse.Action):
    """`--version`, looked up only when it is asked for."""

    def __call__(self, *_: object) -> None:
        try:
            version = importlib.metadata.version("boussole")
        except importlib.metadata.PackageNotFoundError:
            version = "(run from its sources, not installed)"
        print(f"boussole {version}")
        raise SystemExit(0)


def build_parser(*, with_rules: bool = True) -> argparse.ArgumentParser:
    """The parser with all commands; those of the rules and of conversations load only where they may be meant."""
    parser = argparse.ArgumentParser(
        prog="boussole",
        description="Regulatory assistant for health software in France and the EU: answers quoted from the texts.",
        epilog="Settings are environment variables BOUSSOLE_… (and a .env file); `boussole doctor` lists them.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_ingest(commands)
    _add_search(commands)
    _add_ask(commands)
    from assistant.source_commands import add_commands as add_source_commands

    add_source_commands(commands)
    from assistant.own_commands import add_own_commands

    add_own_commands(commands)
    if with_rules:
        from assistant.conversation_commands import add_conversations
        from assistant.rating_commands import add_ratings
        from evals.commands import add_eval
        from rules.commands import add_commands

        add_commands(commands)
        add_conversations(commands)
        add_ratings(commands)
        add_eval(commands)
    _add_doctor(commands)
    _add_serve(commands)
    _command(
        commands, "password", run_password, "make the line user:hash of a login, for BOUSSOLE_AUTH"
    ).add_argument("user", metavar="USER", help="the password is asked for, or read from standard input")
    return parser


def _command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int], text: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run)
    return parser


def _add_ingest(commands: Any) -> None:
    from assistant.ingest_command import run_ingest

    p = _command(commands, "ingest", run_ingest, "build or refresh the index of official texts")
    p.add_argument("--from", dest="folder", type=Path, metavar="DIR", help="folder of official texts")
    p.add_argument(
        "--offline", action="store_true", help="ask no publisher: what is held and built in stands"
    )
    p.add_argument(
        "--history", action="store_true", help="fetch the older versions too that publishers still give"
    )
    _add_document(p, "only these documents")
    p.add_argument("--if-missing", action="store_true", help="do nothing when the index is there and fits")
    p.add_argument("--json", action="store_true", help="print the report as JSON")


def _add_search(commands: Any) -> None:
    p = _command(commands, "search", run_search, "find the provisions that answer a question")
    _add_question(p)
    p.add_argument("-k", type=_count, default=10, help="how many (default 10)")
    _add_document(p, "only in these documents, before or after the question")
    p.add_argument("--lang", choices=("fr", "en"), help="language of the labels (default: the question's)")
    _add_as_of(p)
    p.add_argument("--batch", metavar="FILE", help="JSON lines {id, question}; - for standard input")
    p.add_argument("--json", action="store_true", help="print JSON")


def _add_ask(commands: Any) -> None:
    p = _command(commands, "ask", run_ask, "answer a question with verified quotes")
    _add_question(p)
    p.add_argument("--lang", choices=("fr", "en"), help="language of the answer (default: the question's)")
    p.add_argument(
        "--llm",
        metavar="SPEC",
        help="none: quotes only; provider:model: written by it (default BOUSSOLE_LLM, none)",
    )
    p.add_argument("--session", default="", metavar="ID", help="go on with this conversation")
    p.add_argument("--facts", metavar="FILE", help="a JSON object of confirmed facts; - for standard input")
    _add_as_of(p)
    p.add_argument(
        "--batch", metavar="FILE", help="JSON lines {id, question} or {id, turns}; - for standard input"
    )
    p.add_argument("--json", action="store_true", help="print JSON")


def _add_doctor(commands: Any) -> None:
    p = _command(commands, "doctor", run_doctor, "say what is installed, what is missing, how to mend it")
    p.add_argument("--json", action="store_true", help="print JSON")


def _add_serve(commands: Any) -> None:
    p = _command(commands, "serve", run_serve, "start the web app")
    p.add_argument("--host", help="address to listen on (default BOUSSOLE_HOST, 127.0.0.1)")
    p.add_argument("--port", type=int, help="port (default BOUSSOLE_PORT, 7860)")
    p.add_argument("--open", action="store_true", help="open it in the browser")


def _add_question(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", nargs="?", help="in French or English; - for standard input")


def _add_document(parser: argparse.ArgumentParser, text: str) -> None:
    parser.add_argument(
        "--document",
        nargs="+",
        action="append",
        default=[],
        metavar="ID",
        help=f"{text}; several with spaces or commas, or the option several times",
    )


def _add_as_of(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as-of",
        type=_day,
        metavar="DATE",
        help="answer from the texts in force on this day (YYYY-MM-DD)",
    )


def _day(text: str) -> str:
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no day; write it as 2024-07-09") from None


def _count(text: str) -> int:
    try:
        value = int(text)
    except ValueError:
        value = 0
    if not 1 <= value <= 100:
        raise argparse.ArgumentTypeError("between 1 and 100")
    return value


def run_search(options: argparse.Namespace) -> int:
    """`boussole search`."""
    given = "" if options.batch and options.question is None else options.question
    documents, options.question = split_documents(options.document, given)
    check_documents(documents)
    _check_call(options)
    engine = _open(load_settings(), options.as_of)

    def find(question: str, session: str = "") -> dict[str, Any]:  # noqa: ARG001
        return engine.search(question, k=options.k, language=options.lang, documents=documents)

    if options.batch:
        return _batch(options.batch, find)
    result = find(_question(options))
    show(options, result, "search_lines")
    return 0


def run_ask(options: argparse.Namespace) -> int:
    """`boussole ask`."""
    _check_call(options)
    facts = _facts(options.facts)
    settings = load_settings()
    if options.llm:
        settings = settings.model_copy(update={"llm": options.llm})
    # What a batch says is not the person's own conversation: it is not kept, unless it goes on with one.
    engine = _open(settings, options.as_of, keeps=not options.batch or bool(options.session))

    def ask(question: str, session: str = "") -> Answer:
        session = session or options.session
        return engine.ask(question, language=options.lang, session=session, facts=facts)

    if options.batch:
        code = _batch(options.batch, lambda question, session: ask(question, session).to_json())
        if not engine.has_texts:
            raise IndexMissing("no official text is installed; run: boussole ingest (or ingest --from DIR)")
        return code
    answer = ask(_question(options))
    without_texts = answer.kind == "abstain" and not engine.has_texts
    if options.json:
        print_json(answer.to_json())
    elif not without_texts:
        from assistant.console import answer_lines

        print_lines(answer_lines(answer))
    if without_texts:
        raise IndexMissing(answer.text)
    return 0


def _facts(name: str | None) -> dict[str, Any]:
    """The confirmed facts of `--facts`, none without it."""
    if name is None:
        return {}
    from rules.commands import read_facts

    return read_facts(name)


def run_doctor(options: argparse.Namespace) -> int:
    """`boussole doctor`."""
    from assistant.doctor import diagnose

    found = diagnose(load_settings())
    if options.json:
        print_json(found.to_json())
    else:
        print_lines(found.lines())
    return 1 if found.problems else 0


def run_serve(options: argparse.Namespace) -> int:
    """`boussole serve`."""
    from app import serve

    settings = load_settings()
    host, port = options.host or settings.host, settings.port if options.port is None else options.port
    serve(settings, host=host, port=port, open_browser=options.open)
    return 0


def run_password(options: argparse.Namespace) -> int:
    """`boussole password`."""
    import getpass

    from assistant.passwords import LoginError, hash_password

    if not options.user.strip() or set(options.user) & set(":,\n#"):
        raise LoginError("a user's name has no colon, comma or #")
    typed = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    print(f"{options.user.strip()}:{hash_password(typed)}")
    return 0


def _open(settings: Settings, as_of: str | None, *, keeps: bool = False) -> Engine:
    from assistant.engine import open_engine

    if not as_of:
        return open_engine(settings, keeps=keeps)
    with progress_bar() as progress:
        return open_engine(settings, as_of=as_of, keeps=keeps, progress=progress)


def _check_call(options: argparse.Namespace) -> None:
    """Exit 2 unless there is exactly one of a question and a batch, and one use of standard input."""
    if not options.batch and options.question is None:
        options.usage.error(f"{options.command} needs a question, or --batch FILE")
    if options.batch and options.question:
        options.usage.error("give a question or --batch FILE, not both")
    if [options.question, options.batch, getattr(options, "facts", None)].count("-") > 1:
        options.usage.error("standard input (-) can be read once only")


def _question(options: argparse.Namespace) -> str:
    """The question of the command line, or of standard input when it is `-`."""
    return read_question() if options.question == "-" else str(options.question)


def _batch(name: str, answer: Callable[[str, str], dict[str, Any]]) -> int:
    from assistant.batch import failures, read_batch, run_batch

    lines = read_batch(name)
    failed = []
    for line, result in run_batch(lines, answer):
        if problems := [r["error"] for r in (result, *result.get("turns", ())) if "error" in r]:
            failed.append((line.number, problems[0]))
        print(json.dumps(result, ensure_ascii=False), flush=True)
    if failed:
        raise failures(failed, len(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
