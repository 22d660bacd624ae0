"""The command ``boussole conversations``: list, show, export and delete what is kept."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.conversation import Conversation
from assistant.conversation_store import KeptConversations, open_conversations
from assistant.conversations import check_id
from assistant.errors import ConversationError
from assistant.settings import Settings, load_settings


def add_conversations(commands: Any) -> None:
    """Add the command to an argparse ``subparsers``; each action sets ``run``, which gives the exit code."""
    text = "list, show, export or delete the conversations kept"
    parser = commands.add_parser("conversations", help=text, description=text)
    parser.set_defaults(run=_list, json=False)
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    _action(actions, "list", _list, "every conversation, the latest first", has_id=False)
    _action(actions, "show", _show, "the turns of a conversation")
    export = _action(actions, "export", _export, "a conversation with its facts, verdicts and sources")
    export.add_argument(
        "--format",
        choices=("json", "md", "docx", "pdf"),
        default="json",
        help="json (the default), or a report as md, docx or pdf",
    )
    export.add_argument(
        "--output", "--to", type=Path, metavar="FILE", help="write it there (default: standard output)"
    )
    delete = _action(actions, "delete", _delete, "delete conversations for good")
    delete.add_argument("--all", action="store_true", help="every conversation")


def _action(
    actions: Any, name: str, run: Callable[[argparse.Namespace], int], text: str, *, has_id: bool = True
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run)
    if has_id:
        several = {"nargs": "*"} if name == "delete" else {}
        parser.add_argument("id", metavar="ID", help="as `list` shows it", **several)  # type: ignore[arg-type]
    if name != "export":
        parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def _list(options: argparse.Namespace) -> int:
    found = _store().list()
    if options.json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False))
        return 0
    for one in found:
        named = f"  [{', '.join(one.products)}]" if one.products else ""
        print(f"{one.id}  {one.at}  {one.turns}  {one.title}{named}")
    return 0


def _show(options: argparse.Namespace) -> int:
    conversation = _known(_store(), options.id)
    if options.json:
        print(json.dumps(conversation.to_json(), ensure_ascii=False))
        return 0
    for turn in conversation.turns:
        print(f"> {turn.question}\n\n{turn.answer['text']}\n")
    return 0


def _export(options: argparse.Namespace) -> int:
    settings = load_settings()
    conversation = _known(_store(), options.id)
    if options.format in ("docx", "pdf") and options.output is None and sys.stdout.isatty():
        raise ConversationError(f"a {options.format} is no text: add --output FILE")
    if options.format == "json":
        found = (json.dumps(conversation.to_json(), ensure_ascii=False, indent=2) + "\n").encode("utf-8")
    else:
        found = _report(conversation, settings, options.format)
    if options.output is None:
        sys.stdout.buffer.write(found)
        sys.stdout.buffer.flush()
        return 0
    try:
        options.output.write_bytes(found)
    except OSError as error:
        raise ConversationError(f"{options.output}: cannot be written ({error.strerror})") from error
    return 0


def _report(conversation: Conversation, settings: Settings, fmt: str) -> bytes:
    from assistant.engine import open_engine
    from assistant.reports import report_of_conversation, write

    return write(report_of_conversation(conversation, open_engine(settings, keeps=False)), fmt)


def _delete(options: argparse.Namespace) -> int:
    store = _store()
    if not options.id and not options.all:
        raise ConversationError("name the conversations to delete, or --all")
    ids = [one.id for one in store.list()] if options.all else [_known(store, one).id for one in options.id]
    gone = [one for one in ids if store.delete(one)]
    if options.json:
        print(json.dumps({"deleted": gone}))
    else:
        print(f"deleted: {', '.join(gone) or 'none'}", file=sys.stderr)
    return 0


def _store() -> KeptConversations:
    settings = load_settings()
    return open_conversations(settings.home, settings.conversations.get_secret_value())


def _known(store: KeptConversations, conversation_id: str) -> Conversation:
    found = store.load(check_id(conversation_id))
    if found is None:
        raise ConversationError(
            f"there is no conversation {conversation_id}; `boussole conversations list` shows them"
        )
    return found
