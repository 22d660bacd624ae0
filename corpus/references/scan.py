"""Finds the references in a text: opens each form, reads it, and settles of which document it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpus.ids import EU_ACTS, is_valid
from corpus.references import forms, readers
from corpus.references.documents import GUIDE_ACTS, Mention, mentions
from corpus.references.model import Reference
from corpus.references.numbers import plain, value
from corpus.references.readers import Item, Reader
from corpus.rule_numbers import rule_section

_READERS: dict[str, Reader] = {
    "article": readers.read_article,
    "bare": readers.read_article,
    "dotted": readers.read_article,
    "annex": readers.read_annex,
    "rule": readers.read_rule,
    "short_rule": readers.read_rule,
    "recital": readers.read_recital,
    "gspr": readers.read_requirement,
    "code": readers.read_code,
    "spaced": readers.read_code,
    "bare_code": readers.read_bare_code,
}
_NEAR = 40
"""Characters within which a document named apart still tells of which document a reference is."""
_BEFORE = 60
"""Characters before an article in which its paragraph or point may stand."""
_HAS_HEAD = re.compile(r"\b(?:art|annex|rule|r[eè]gle|recital|consid)", re.I)


def find_references(text: str, *, home: str | None = None) -> list[Reference]:
    """All references in `text`, in reading order.

    `home` is the document the words stand in: a reference that names no document is to that one. Without it,
    a bare article, annex, rule or recital may be of either regulation. In the texts themselves a range gives
    its two ends only.
    """
    scan = _Scan(text, home)
    return [r for item in scan.items() for r in scan.placed(item)]


class _Scan:
    """One reading of one text."""

    def __init__(self, text: str, home: str | None) -> None:
        self._raw = text
        self._text = plain(text)
        self._home = home
        self._named: list[Mention] | None = None
        self._openers: dict[int, tuple[str, int]] = {}

    @property
    def _mentions(self) -> list[Mention]:
        if self._named is None:
            self._named = mentions(self._text)
        return self._named

    def items(self) -> list[Item]:
        """The references read, each with its document where the words around it tell."""
        found: list[Item] = []
        pos = 0
        while m := forms.HEAD.search(self._text, pos):
            run = self._run(m, m.lastgroup or "")
            if run:
                while found and run[0].start < found[-1].end:
                    found.pop()
                self._settle(run, found)
                found.extend(run)
                pos = max(m.end(), *(i.end for i in run))
            else:
                pos = max(m.end(), m.start() + 1)
        return _without_annex_of_rules(found, self._text)

    def placed(self, item: Item) -> Iterator[Reference]:
        """The references an item stands for: a rule has its own section in each regulation."""
        text = self._name(item)
        documents, explicit = self._documents(item) if not item.act else ((), True)
        if item.act:
            yield Reference((), tuple(item.segments), item.part, item.start, item.end, text, True, item.act)
        if item.act or not documents:
            return
        if item.kind == "rule":
            yield from self._rules(item, documents, explicit, text)
            return
        yield Reference(
            documents,
            tuple(item.segments),
            item.part,
            item.start,
            item.end,
            text,
            explicit,
            between=item.between,
        )

    def _run(self, m: re.Match[str], kind: str) -> list[Item]:
        """The references that one opening brings: one, or a list or range of them."""
        if kind in _READERS:
            return self._series(m, kind)
        special = {
            "id": self._id,
            "guide": self._guide,
            "qa": self._guide,
            "step": self._step,
            "criterion": self._criterion,
            "passage": self._passage,
        }
        return special[kind](m)

    def _series(self, m: re.Match[str], kind: str) -> list[Item]:
        if kind == "article" and self._home == "css":
            return []
        read = _READERS[kind]
        at = m.end()
        if kind == "dotted" and re.search(
            r"\b(?:classe?|step|v|version)\s*\Z", self._text[: m.start()], re.I
        ):
            return []
        if kind in ("code", "spaced", "bare_code"):
            shift = re.match(r"(?:art[a-z]*\.?\s*)?", m[0], re.I)
            at = m.start() + (shift.end() if shift else 0)
        first = read(self._text, at, m.start())
        if first is None or (kind == "short_rule" and not self._adjoins(first)):
            return []
        word = re.sub(r"[\s(#]+\Z", "", self._raw[m.start() : at]) if at > m.start() else ""
        is_many = word.lower().rstrip(".").endswith("s") and kind != "gspr"
        self._continue_after_document(first)
        run = list(self._with_siblings(first))
        head = forms.NUMERAL.match(self._text, at)
        for sibling in run[1:]:
            self._openers[sibling.start] = (self._raw[m.start() : head.end() if head else at], sibling.start)
        self._before(run)
        for other in run[:-1] if run[0].start < m.start() else []:
            self._openers[other.start] = (self._raw[m.start() : run[-1].end], other.start)
        singular = re.sub(r"s(\.?)\Z", r"\1", word) if is_many else word
        for item in self._more(run[-1], read, is_many):
            run.append(item)
            self._openers[item.start] = (singular, item.start)
        if is_many and len(run) > 1:
            self._openers[m.start()] = (singular, at)
        return run

    def _with_siblings(self, item: Item) -> Iterator[Item]:
        yield item
        for sibling in readers.siblings(self._text, item):
            if not (sibling.between and self._home):
                yield sibling

    def _more(self, last: Item, read: Reader, is_many: bool) -> Iterator[Item]:
        """What the list or range that `last` opens goes on with."""
        while True:
            after = self._document_after(last)
            end = after[1] if after else last.end
            found = self._next(end, read, is_many, last)
            if found is None:
                return
            following, is_range = found
            if after:
                self._give(last, after[0])
            if is_range and not self._home and len(last.segments) == len(following.segments) == 1:
                yield from readers.heads_between(last, following)
            for item in self._with_siblings(following):
                yield item
                last = item

    def _next(self, end: int, read: Reader, is_many: bool, last: Item) -> tuple[Item, bool] | None:
        for link, is_range in ((forms.RANGE, True), (forms.ALSO, False)):
            m = link.match(self._text, end)
            item = read(self._text, m.end(), m.end()) if m else None
            if item is None or (is_range and not is_many and not _goes_up(last, item)):
                continue
            if not is_many and last.segments[1:] and last.worded:
                continue
            if self._belongs(item, last, is_many):
                return item, is_range
        return None

    def _belongs(self, item: Item, last: Item, is_many: bool) -> bool:
        """Whether a number after « and » goes on a list, rather than counting days."""
        if item.kind != last.kind:
            return False
        if item.kind == "code":
            return True
        written = self._text[item.start : item.end]
        if item.kind == "annex" and not self._is_like(item, last):
            return False
        if forms.NOT_A_NUMBER.match(self._text, item.end):
            return False
        is_plain = is_many and written[-1:].isalnum() and not re.fullmatch("I", written)
        has_own_tail = bool(re.search(r"\d\s?\(", written))
        return is_plain or has_own_tail or bool(re.compile(forms.STOP, re.I).match(self._text, item.end))

    def _is_like(self, item: Item, last: Item) -> bool:
        """Whether an annex's number, or a requirement's, is written as the one before."""
        written = self._text[item.start : item.end]
        if last.segments[0] == "anx_I" and len(last.segments) > 1 and written[0].isdigit():
            return "." in written or bool(re.compile(forms.STOP, re.I).match(self._text, item.end))
        words = re.findall(r"[IVXivx]+\b|\d+", self._text[last.start : last.end])
        return bool(words) and not written.islower() and words[0].isdigit() == written[0].isdigit()

    def _continue_after_document(self, item: Item) -> None:
        """Reads on behind a document that stands in between (« annexe XIV ivdr chapitre I »)."""
        after = self._document_after(item)
        if after is None:
            return
        end, kept = item.end, after[1]
        trial = replace(item, segments=list(item.segments), end=kept)
        if item.kind == "annex":
            readers.read_annex_part(self._text, trial, worded=True)
            readers.read_section(self._text, trial, worded=True)
        elif item.kind == "article" and re.match(
            r"\s*,?\s*(?:parag|par\.|§|point|alin|al\.)", self._text[kept:], re.I
        ):
            readers.read_tail(self._text, trial)
        elif item.kind == "rule" and re.match(r"\s*,?\s*(?:point|lettre|letter)", self._text[kept:], re.I):
            readers.read_points(self._text, trial)
        if trial.end > kept:
            item.segments, item.part, item.many, item.end = trial.segments, trial.part, trial.many, trial.end
            self._give(item, after[0])
        else:
            item.end = end

    def _before(self, run: list[Item]) -> None:
        """Takes up the paragraph, point or section that stands before its article or annex."""
        item = run[0]
        if len(run) > 1:
            return
        if item.kind == "code":
            self._code_before(item)
        listed = (0, 0)
        if item.kind in ("article", "rule"):
            listed = self._article_before(item)
        elif item.kind == "annex":
            listed = self._annex_before(item)
        if listed[1] > listed[0]:
            item.start = listed[1]
            others = readers.named_before(self._text, item, *listed)
            run[:0] = [i for i in others if not (i.between and self._home)]

    def _article_before(self, item: Item) -> tuple[int, int]:
        """Adds the paragraphs and points before an article or rule, outermost first.

        Gives the place of a list's other members.
        """
        while m := self._standing_before(item.start):
            segment = m["paragraph"] or m["point"] or m["lone"]
            is_point = bool(segment) and not segment[0].isdigit()
            if not segment or ((item.segments[-1].isdigit() or item.kind == "rule") and not is_point):
                break
            if item.segments[-1].isalpha() or (item.kind == "rule" and len(item.segments) > 1):
                break
            item.segments.append(segment.lower())
            item.start = m.start()
            if m["paragraphs"] or m["points"]:
                return m.span("paragraphs" if m["paragraphs"] else "points")
        return 0, 0

    def _annex_before(self, item: Item) -> tuple[int, int]:
        """Adds the part, section and points that stand before an annex; gives the place of a list's other members."""
        has_point = len(item.segments) > 2
        while m := self._standing_before(item.start):
            digits = m["point"] if m["point"] and m["point"].isdigit() else None
            letter = None if digits else m["lone"] or m["point"]
            if m["part"] and not item.part and len(item.segments) == 1:
                item.part = m["part"].upper()
            elif (m["section"] or digits) and len(item.segments) == 1:
                item.segments.append(m["section"] or digits or "")
            elif letter and not has_point:
                item.segments.append(letter.lower())
                has_point = True
            else:
                break
            item.start = m.start()
            if m["sections"] or m["points"]:
                return m.span("sections" if m["sections"] else "points")
        return 0, 0

    def _code_before(self, item: Item) -> None:
        found: list[str] = []
        while len(item.segments) == 1 and len(found) < 3:
            start = item.start
            m = forms.CODE_BEFORE.search(self._text[max(0, start - 30) : start])
            if m is None:
                break
            segment = m["degree"] or m["roman"] or m["letter"]
            found.append(f"{segment}-{m['bis']}" if m["bis"] else segment)
            item.start = max(0, start - 30) + m.start()
        item.segments.extend(found)

    def _standing_before(self, end: int) -> re.Match[str] | None:
        return forms.BEFORE.search(self._text, max(0, end - _BEFORE), end)

    # Forms of their own.

    def _id(self, m: re.Match[str]) -> list[Item]:
        document, *segments = m[0].rstrip("./-").split("/")
        if not segments or not is_valid(m[0].rstrip("./-")):
            return self._guide(m) if document.startswith("mdcg-") else []
        part = segments.pop(1) if len(segments) == 2 and segments[1].isupper() and document in EU_ACTS else ""
        return [Item("id", segments, m.start(), m.end(), part, (document,))]

    def _guide(self, m: re.Match[str]) -> list[Item]:
        """A guide with the section, question, rule or annex named behind it; the bare guide without one."""
        here = next((n for n in self._mentions if n.start == m.start()), None)
        if here is None:
            return []
        tail = forms.GUIDE_TAIL.match(self._text, here.end)
        item = Item("guide", [], here.start, here.end, documents=(here.document,))
        if tail:
            item.segments, item.end = _guide_segments(self._text, tail)
        return [item]

    def _step(self, m: re.Match[str]) -> list[Item]:
        number = re.compile(r"[ABC]?\d++(?:\.\d+)?(?![\d/])", re.I).match(self._text, m.end())
        opens = m[0].strip().lower()
        if number is None:
            return []
        is_ans = bool(re.search(r"\b(?:ANS\b|parcours)", self._text))
        is_of_path = bool(re.fullmatch(r"[1-6]\.[1-6]", number[0])) and opens.endswith("tape")
        lettered = number[0][0].isalpha()
        if opens == "ans" and not (lettered and m[0].strip() == "ANS"):
            return []
        if not (is_ans or is_of_path or lettered):
            return []
        return [Item("step", [number[0].upper()], m.start(), number.end(), documents=("ans-parcours",))]

    def _criterion(self, m: re.Match[str]) -> list[Item]:
        number = re.compile(r"(\d\.\d)[.-](\d{2})\b").match(self._text, m.end())
        if number is None:
            return []
        return [Item("criterion", [f"{number[1]}-{number[2]}"], m.start(), number.end(), documents=("has",))]

    def _passage(self, m: re.Match[str]) -> list[Item]:
        """« section 3.3 » of a guide or of a text that is none of ours; of nothing else."""
        number = re.compile(r"\d++(?:\.\d+)*(?:[a-z]\b)?").match(self._text, m.end())
        if number is None:
            return []
        item = Item("passage", [number[0]], m.start(), number.end())
        after = self._after(item.end, far=False)
        mention = after or self._standing_mention(item.start)
        if mention is None or not (mention.act or mention.is_guide):
            return []
        self._give(item, (mention,))
        return [item]

    # Documents.

    def _settle(self, run: list[Item], found: list[Item]) -> None:
        """Gives each item of a run the document named beside it, or beside its neighbour in the list."""
        last = run[-1]
        if not last.documents and not last.act:
            ahead = self._standing_mentions(run[0].start, found[-1].end if found else -1)
            if not ahead and (near := self._foreign_before(run[0], found)):
                run[0].act = near
            after = self._document_after(last)
            if after and not (ahead and self._opens_another(after[0], after[1], last.end)):
                self._give(last, after[0])
            elif ahead:
                self._give(last, ahead)
            elif run[0].act:
                last.act = run[0].act
        for item, following in zip(reversed(run[:-1]), reversed(run[1:]), strict=True):
            if not item.documents and not item.act:
                item.documents, item.act = following.documents, following.act
                if following.kind == "guide" != item.kind:
                    _to_guide(item)

    def _foreign_before(self, item: Item, found: list[Item]) -> str:
        """The foreign act of the reference right before, which this one goes on (« annex IX rule 11 »)."""
        if found and found[-1].act and re.fullmatch(r"[\s,]*", self._text[found[-1].end : item.start]):
            return found[-1].act
        return ""

    def _give(self, item: Item, named: tuple[Mention, ...]) -> None:
        item.documents = tuple(n.document for n in named if n.document)
        item.act = next((n.act for n in named if n.act), "") if not item.documents else ""
        if any(n.is_guide for n in named):
            _to_guide(item)
            item.documents = item.documents[:1]

    def _document_after(self, item: Item) -> tuple[tuple[Mention, ...], int] | None:
        """The document or documents named right behind an item, and where their names end."""
        first = self._after(item.end, far=False)
        if first is None:
            return None
        if first.is_guide and item.kind not in ("rule", "annex", "passage"):
            return None
        two = forms.TWO.match(self._text, first.end)
        second = next(
            (n for n in self._mentions if two and n.start == _skip_number(self._text, two.end(), n)), None
        )
        are_ours = second and {first.document, second.document} == EU_ACTS
        if second and are_ours and not self._precedes_a_reference(second.end):
            return (first, second), second.end
        return (first,), first.end

    def _after(self, end: int, *, far: bool) -> Mention | None:
        limit = end + (80 if far else 60)
        for mention in self._mentions:
            if mention.start < end:
                continue
            if mention.start > limit:
                return None
            gap = forms.BETWEEN.fullmatch(self._text, end, mention.start)
            return mention if gap else None
        return None

    def _standing_mention(self, start: int) -> Mention | None:
        """The document named right before a place."""
        before = [n for n in self._mentions if n.end <= start]
        if not before or start - before[-1].end > 30:
            return None
        return before[-1] if forms.LEADING.fullmatch(self._text, before[-1].end, start) else None

    def _standing_mentions(self, start: int, taken: int = -1) -> tuple[Mention, ...]:
        """The document named right before a place, or the two; one named behind the reference ending at `taken` is its own."""
        last = self._standing_mention(start)
        if last is None or (last.is_guide):
            return ()
        before = [n for n in self._mentions if n.end <= last.start]
        joined = before and forms.TWO.fullmatch(self._text, before[-1].end, last.start)
        is_own = (
            bool(before)
            and 0 <= taken <= before[-1].start
            and _is_joined(self._text[taken : before[-1].start])
        )
        both = joined and before[-1].document in EU_ACTS and last.document in EU_ACTS
        if both and not is_own and not self._home:
            return (before[-1], last)
        return (last,)

    def _opens_another(self, named: tuple[Mention, ...], end: int, gap: int) -> bool:
        """Whether the document named behind belongs to the reference that comes next."""
        is_joined = not re.search(r"\w", self._text[gap : named[0].start])
        return is_joined and self._precedes_a_reference(end)

    def _precedes_a_reference(self, end: int) -> bool:
        m = forms.HEAD.search(self._text, end, end + 40)
        return bool(m and re.fullmatch(r"[\s,:]*(?:l')?", self._text[end : m.start()]))

    def _adjoins(self, item: Item) -> bool:
        after = self._document_after(item)
        named = after[0] if after else self._standing_mentions(item.start)
        return any(n.document in EU_ACTS for n in named)

    def _documents(self, item: Item) -> tuple[tuple[str, ...], bool]:
        """Documents an item may be of: those named beside it, else `home`, else what the text names."""
        if item.documents:
            return (() if self._home and not item.segments else item.documents), True
        if item.kind == "code":
            return ("css",), True
        if self._home:
            return (self._home,), False
        if apart := self._named_apart(item):
            return (apart,), True
        named = tuple(dict.fromkeys(n.document for n in self._mentions if n.document in EU_ACTS))
        if named:
            return named, len(named) == 1
        if guide := next((GUIDE_ACTS[n.document] for n in self._mentions if n.document in GUIDE_ACTS), ""):
            return (guide,), False
        foreign = next((n for n in self._mentions if n.is_law and n.end <= item.start), None)
        if foreign and item.kind in ("article", "annex", "recital") and item.segments[0] != "anx_I":
            item.act = foreign.act
            return (), True
        return ("mdr", "ivdr"), False

    def _named_apart(self, item: Item) -> str:
        """A regulation named near an item, though not beside it, with no other reference in between."""
        for n in self._mentions:
            if n.document in EU_ACTS and 0 <= n.start - item.end <= _NEAR:
                if not _HAS_HEAD.search(self._text, item.end, n.start):
                    return n.document
                break
        before = [n for n in self._mentions if n.document in EU_ACTS and 0 <= item.start - n.end <= _NEAR]
        return before[-1].document if before else ""

    def _rules(
        self, item: Item, documents: tuple[str, ...], explicit: bool, text: str
    ) -> Iterable[Reference]:
        number = int(item.segments[0].removeprefix("rule_"))
        for document in [d for d in documents if rule_section(d, number)] or documents[:1]:
            head = rule_section(document, number) or f"rule_{number}"
            segments = ("anx_VIII", head, *item.segments[1:])
            yield Reference(
                (document,), segments, "", item.start, item.end, text, explicit, between=item.between
            )

    def _name(self, item: Item) -> str:
        opener, start = self._openers.get(item.start, ("", item.start))
        words = " ".join(self._raw[start : item.end].split()).strip(" ,;")
        return f"{opener} {words}" if opener else words


def _is_joined(gap: str) -> bool:
    return bool(forms.BETWEEN.fullmatch(gap))


def _goes_up(first: Item, last: Item) -> bool:
    """Whether two numbers can be the ends of a range, though the word before them is in the singular."""
    is_whole = len(first.segments) == len(last.segments) == 1 and not first.part
    if last.kind != first.kind or not is_whole:
        return False
    numbers = [value(re.findall(r"\d+|[IVX]+", i.segments[0])[-1]) or 0 for i in (first, last)]
    return numbers[0] < numbers[1]


def _skip_number(text: str, pos: int, mention: Mention) -> int:
    """Start of `mention` when only « règlement (UE) » stands before it from `pos`."""
    return mention.start if mention.start >= pos and forms.BETWEEN.fullmatch(text, pos, mention.start) else -1


def _guide_segments(text: str, m: re.Match[str]) -> tuple[list[str], int]:
    if m["rule"]:
        item = readers.Item("rule", [], m.start(), m.end())
        readers.read_points(text, item)
        indent = f"-indent-{m['indent']}" if m["indent"] else ""
        return [f"rule-{int(m['rule_number'])}{''.join(item.segments)}{indent}"], item.end
    if m["annex"]:
        more = f"-{m['annex_more']}" if m["annex_more"] else ""
        return [f"annexe-{m['annex_number'].upper()}{more}"], m.end()
    if m["part"]:
        return [f"part-{m['part_number'].upper()}"], m.end()
    return [m["section"] or m["dots"] or m["one"]], m.end()


def _to_guide(item: Item) -> None:
    """Rewrites a rule or an annex as a guide's own passages are named."""
    if item.kind == "rule":
        item.segments = [item.segments[0].replace("rule_", "rule-") + "".join(item.segments[1:])]
    elif item.kind == "annex":
        item.segments = [item.segments[0].replace("anx_", "annexe-"), *item.segments[1:]]
    item.kind = "guide"


def _without_annex_of_rules(items: list[Item], text: str) -> list[Item]:
    """« Annex VIII, Rule 22 » is the rule alone."""
    kept: list[Item] = []
    for place, item in enumerate(items):
        beside = [*items[place + 1 : place + 2], *items[max(0, place - 1) : place]]
        is_of_rule = item.kind == "annex" and item.segments[0] == "anx_VIII" and not item.act
        if is_of_rule and any(_belong_together(item, r, text) for r in beside):
            for r in beside:
                if _belong_together(item, r, text):
                    r.documents = r.documents or item.documents
            continue
        kept.append(item)
    return kept


def _belong_together(annex: Item, rule: Item, text: str) -> bool:
    if rule.kind != "rule":
        return False
    first, last = (annex, rule) if annex.start < rule.start else (rule, annex)
    gap = text[first.end : last.start]
    return bool(re.fullmatch(r"[\s,(:-]*(?:(?:of|in|de|dans)\b\s*)?(?:the|l'|la)?\s*", gap, re.I))
