"""What of ours rests on a provision: the rules and the digests that cite it, and so need a second look when it changes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from corpus.digests import digests
from corpus.ids import CitationId, parse
from rules import citations


@dataclass(frozen=True, slots=True)
class Dependents:
    """Names of rules (and facts, caveats, notes, readings of the rules) and ids of digests, sorted."""

    rules: tuple[str, ...]
    digests: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.rules or self.digests)


def dependents(provision_id: str) -> Dependents:
    """What cites a provision, a part of it, or what holds it."""
    changed = parse(provision_id)
    rules = {n for cited, names in _rule_citations() if _concerns(changed, cited) for n in names}
    ours = {d for d, cited in _digest_citations() if any(_concerns(changed, c) for c in cited)}
    return Dependents(tuple(sorted(rules)), tuple(sorted(ours)))


def _concerns(changed: CitationId, cited: CitationId) -> bool:
    return changed.holds(cited) or cited.holds(changed)


@cache
def _rule_citations() -> tuple[tuple[CitationId, tuple[str, ...]], ...]:
    return tuple((parse(cited), names) for cited, names in citations().items())


@cache
def _digest_citations() -> tuple[tuple[str, tuple[CitationId, ...]], ...]:
    return tuple((d.id, tuple(parse(i) for i in (d.id, *d.related))) for d in digests().values())
