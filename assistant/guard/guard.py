"""Decides of each sentence whether it gives a verdict on the person's own product."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.guard import topics
from assistant.guard import words as w
from assistant.guard.plain import QUOTED, Verbatim, folded, plain, words_of
from assistant.guard.topics import Topic
from assistant.sentences import sentences
from ingest.words import stems

_ROW = re.compile(r"^\s*\|.*\|\s*$|\S\s\|\s\S")
_ITEM = re.compile(r"^\s*(?:[-*+•–—]|\d{1,2}[.)]|\(?[a-z]\))\s+")
_LABEL = re.compile(r"^(?:notre résumé|our digest)\s?:\s*", re.I)
_MIRRORED = re.compile(
    r"\b(?:an?|une?)\s(?:[\w-]+\s){0,3}?(?:app|appli|application|logiciel|software|tool|outil|product|produit|module|calculator"
    r"|calculatrice|programme?|solution|plateforme|platform|device|dispositif|site)\b"
)
_SHARED_WITH_QUESTION = 2
_SHORT = 5
_TRADE = frozenset(
    stems(
        "app appli application logiciel software tool outil product produit module solution medical device dispositif médical class classe "
        "règle rule mdr ivdr dm dmn certifier certified ans organisme notifié notified body remboursé reimbursed marquage mark",
        "fr",
    )
)


@dataclass(frozen=True, slots=True)
class Leak:
    """A sentence that may not be shown, and what it gives a verdict on."""

    text: str
    topic: Topic


def asks_verdict(question: str) -> bool:
    """Whether a question is about the person's own product and a verdict on it."""
    text = plain(question)
    is_own = bool(w.OWN.search(folded(text)) or w.DEFINITE.search(folded(text)) or w.CAMEL.search(text))
    return is_own and bool(topics.mentioned(text) or w.ASKED.search(folded(text)))


class Guard:
    """Judges the sentences of one answer in reading order.

    `verbatim` are texts of provisions, of which quotes pass; `allowed` are texts whose sentences pass as they are:
    the rules' verdicts of this session, and digests; `names` are the person's products.
    """

    def __init__(
        self,
        *,
        question: str = "",
        names: Sequence[str] = (),
        verbatim: Sequence[str] = (),
        allowed: Sequence[str] = (),
    ) -> None:
        self._verbatim = Verbatim(verbatim)
        self._sentences_of_texts = {
            tuple(words_of(s.text)) for text in verbatim for line in text.split("\n") for s in sentences(line)
        }
        self._allowed = {tuple(words_of(s.text)) for text in allowed for s in sentences(text)}
        self._allowed |= {tuple(words_of(text)) for text in allowed}
        known = "|".join(re.escape(folded(n)) for n in names if n.strip())
        self._names = re.compile(rf"(?<!\w)(?:{known})(?!\w)") if known else None
        self._is_asked = asks_verdict(question)
        self._question_stems = (set(stems(question, "fr")) | set(stems(question, "en"))) - _TRADE
        self._is_open = False
        self._intro = ""
        self._was_general = False
        self._was_own = False

    def cleaned(self, text: str) -> tuple[str, list[Leak]]:
        """The text without the sentences that may not be shown, and those; the rest stays as it is, to the letter."""
        leaks: list[Leak] = []
        kept = [shown for block in _blocks(text) for shown in self._block(block, leaks)]
        return ("\n".join(kept) if leaks else text), leaks

    def leaks(self, text: str) -> list[Leak]:
        """What of a text may not be shown."""
        return self.cleaned(text)[1]

    def _block(self, lines: list[str], leaks: list[Leak]) -> list[str]:
        """What may be shown of a run of quoted lines, all of it when it stands in the texts, or of one other line."""
        if _is_quoted(lines[0]) and self._verbatim.holds(" ".join(_unquoted(line) for line in lines)):
            return lines
        return [shown for line in lines if (shown := self._line(line, leaks)) is not None]

    def _line(self, line: str, leaks: list[Leak]) -> str | None:
        """What may be shown of a line, None when nothing is left of it."""
        if not line.strip():
            return line
        if _ROW.search(line):
            return line if self._admits(line, leaks, is_row=True) else None
        if not _ITEM.match(line):
            self._intro = ""
        kept = [
            s.lead + s.text
            for s in sentences(line)
            if self._admits(s.text, leaks, is_item=bool(_ITEM.match(line)))
        ]
        return "".join(kept) if any(k.strip() for k in kept) else None

    def _admits(
        self, sentence: str, leaks: list[Leak], *, is_row: bool = False, is_item: bool = False
    ) -> bool:
        topic = self._judge(sentence, is_row=is_row, is_item=is_item)
        if topic:
            leaks.append(Leak(sentence.strip(), topic))
        return topic is None

    def _judge(self, sentence: str, *, is_row: bool, is_item: bool) -> Topic | None:
        """The verdict that a sentence gives, None when it may be shown."""
        text = plain(sentence)
        words = tuple(words_of(text))
        if not words or words in self._allowed or tuple(words_of(_LABEL.sub("", text))) in self._allowed:
            return None
        text, quotes = self._verbatim.without_quotes(text)
        low = folded(text)
        is_own = self._is_own(text, low)
        is_said = len(words) > _SHORT and words in self._sentences_of_texts
        if is_said and not w.OWN.search(low):
            return None
        found = self._verdict(text, low, quotes, is_own=is_own, is_row=is_row, is_item=is_item)
        self._remember(text, low, is_own=is_own, found=found)
        return found

    def _verdict(
        self, text: str, low: str, quotes: Sequence[str], *, is_own: bool, is_row: bool, is_item: bool
    ) -> Topic | None:
        if (self._is_open or self._is_asked) and w.AFFIRMS.search(low):
            return Topic.ANSWER
        if (self._is_open or self._is_asked) and _is_elliptic(text, low):
            return Topic.ANSWER
        if quotes and (topic := _quoted_verdict(low, quotes, is_own=is_own)):
            return topic
        if is_row:
            return topics.of_row(text, is_own=is_own or self._intro == "own")
        text, low = _without(w.NEUTRAL, text)
        is_own = self._is_own(text, low)
        if is_own and topics.mentioned(text):
            if _only_asks(text, low):
                return None
            if w.UNDECIDED.search(low):
                if w.ANSWERED.search(low):
                    return Topic.ANSWER
                text, low = _decided(text, low)
                is_own = self._is_own(text, low)
        if is_own and (topic := topics.mentioned(text, with_rules=True)):
            return topic
        if _only_asks(text, low) or (is_item and self._intro == "general"):
            return None
        may_be_plural = self._was_general and not self._was_own
        topic = topics.of_statement(text, low, follows_general=may_be_plural)
        return topic or self._mirrored(low, text)

    def _is_own(self, text: str, low: str) -> bool:
        """Whether the words speak of the person or of their product."""
        marks = w.OWN.search(low) or w.TOLD.search(low) or w.LIKENED.search(text) or w.CAMEL.search(text)
        return bool(marks or (self._names and self._names.search(low)))

    def _mirrored(self, low: str, text: str) -> Topic | None:
        """The verdict on « an app that … » where the person asked of theirs in the same words."""
        topic = topics.mentioned(text)
        if not self._is_asked or not topic or not (match := _MIRRORED.search(low)):
            return None
        said = (set(stems(low[match.start() :], "fr")) | set(stems(low[match.start() :], "en"))) - _TRADE
        return topic if len(said & self._question_stems) >= _SHARED_WITH_QUESTION else None

    def _remember(self, text: str, low: str, *, is_own: bool, found: Topic | None) -> None:
        self._is_open = is_own and bool(topics.mentioned(text)) and found is None
        self._was_own = self._was_own or is_own
        self._was_general = not is_own and bool(w.GENERAL.search(low))
        if text.endswith(":"):
            self._intro = "own" if is_own else "general" if self._was_general else ""


def _blocks(text: str) -> Iterator[list[str]]:
    """The lines of a text, those of a quote together."""
    for is_quoted, lines in groupby(text.split("\n"), _is_quoted):
        if is_quoted:
            yield list(lines)
        else:
            yield from ([line] for line in lines)


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(">")


def _unquoted(line: str) -> str:
    return line.lstrip("> ").replace("[…]", "")


def _is_elliptic(text: str, low: str) -> bool:
    """Whether a sentence is too short to say anything but yes or no: « I am afraid so. »."""
    is_whole = text.endswith((".", "!", "…"))
    return is_whole and len(words_of(text)) <= _SHORT and not (w.LAW.search(low) or w.GENERAL.search(low))


def _only_asks(text: str, low: str) -> bool:
    """Whether a sentence is a question that takes no verdict for granted."""
    asks = w.ASKING.search(low)
    if not text.endswith("?") or not asks or w.PRESUPPOSES.search(low):
        return False
    stated = re.match(r".*(?=[,;:])", low[: asks.start() + 1])
    if stated and topics.mentioned(stated.group()):
        return False
    return not (w.WH.search(low) and topics.mentioned(text) in (Topic.CLASS, Topic.QUALIFICATION))


def _decided(text: str, low: str) -> tuple[str, str]:
    """The sentence without what stands under « I cannot say whether » and the like."""
    while match := w.UNDECIDED.search(low):
        end = w.SCOPE_END.search(low, match.end())
        stop = end.start() if end else len(low)
        if len(low) == len(text):
            text = text[: match.start()] + " … " + text[stop:]
        else:
            text = low[: match.start()] + " … " + low[stop:]
        low = folded(text)
    return text, low


def _without(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """The text without what the pattern finds in it when folded; both forms."""
    low = folded(text)
    if len(low) != len(text):
        text = low
    for match in reversed(list(pattern.finditer(low))):
        text = text[: match.start()] + " " + text[match.end() :]
    return text, folded(text)


def _quoted_verdict(low: str, quotes: Sequence[str], *, is_own: bool) -> Topic | None:
    """The verdict that a quote gives when the words around it turn it on the person's product."""
    topic = next((t for q in quotes if (t := topics.mentioned(plain(q)))), None)
    before = low.partition(folded(QUOTED).strip())[0]
    reports = w.REPORTS.search(before)
    points = w.PRONOUN.search(before) or w.DEFINITE.search(before) or w.DEFINITE_DEVICE.search(before)
    return topic if topic and (is_own or (points and not reports)) else None
