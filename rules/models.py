"""What the rule set is made of: facts, rules, decisions and the remarks on verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from rules.conditions import OTHERWISE, Condition, Value

Language = Literal["fr", "en"]


@dataclass(frozen=True)
class Text:
    """The same words in both languages."""

    fr: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True)
class Fact:
    """One thing the manufacturer states about the intended purpose.

    ``values`` are in the order in which the exploration tries them; those of a bool are
    true, then false. ``asked`` is false for a fact that is taken when given and never sought.
    """

    name: str
    kind: Literal["bool", "enum", "set"]
    label: Text
    question: Text
    help: Text
    sources: tuple[str, ...]
    values: Mapping[str, Text] = field(default_factory=dict)
    none: Text = Text("aucune", "none")
    """How a set without a member is shown."""
    asked: bool = True

    def domain(self) -> tuple[bool | str, ...]:
        """The values the fact can take or, for a set, its possible members."""
        return (True, False) if self.kind == "bool" else tuple(self.values)


@dataclass(frozen=True)
class FactValue:
    """A rule gives the value of this fact: the class of the linked device, for instance."""

    fact: str


@dataclass(frozen=True)
class ByOutcome:
    """Citations that depend on another decision (or facet), and stand together while it is open."""

    name: str
    cites: Mapping[str, tuple[str, ...]]
    open_cites: tuple[str, ...]
    suffix: bool = False
    """Whether the trace adds the outcome to the rule's id, as in A5-IIa."""


@dataclass(frozen=True)
class Rule:
    """When ``when`` is true the decision is ``gives``; ``fr`` and ``en`` say so in plain words."""

    id: str
    when: Condition
    gives: str | FactValue
    cites: tuple[str, ...]
    fr: str
    en: str
    facets: Mapping[str, str] = field(default_factory=dict)
    by: ByOutcome | None = None
    after: tuple[Rule, ...] = ()
    """Rules whose entries precede this one in the trace."""
    grounds: tuple[Rule, ...] = ()
    """Reasons listed in the trace in the place of this rule: each that is true."""
    names_members_of: str = ""
    """A set fact whose members hit by the condition the trace names."""

    @property
    def text(self) -> Text:
        """The plain words in both languages."""
        return Text(self.fr, self.en)


@dataclass(frozen=True)
class Listing:
    """With ``value``, the verdict lists under ``key`` other questions that are firmly so."""

    value: str
    key: str
    prefix: str
    outcomes: tuple[str, ...]


@dataclass(frozen=True)
class Decision:
    """A legal question: a closed list of values and an ordered list of rules, first match wins."""

    name: str
    group: str
    label: Text
    values: Mapping[str, Text]
    rules: tuple[Rule, ...]
    facets: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    """What else a rule settles beside its value, such as ``regime``, and how that is shown."""
    lists_all_true: bool = False
    """The trace lists every rule that is true, not only the first (the class questions)."""
    opening: tuple[Rule, ...] = ()
    """Rules listed first in the trace when they are true, and that decide nothing (Q1)."""
    confirming: tuple[Rule, ...] = ()
    """Rules listed last in the trace when they are true, and that decide nothing."""
    graded_by: Decision | None = None
    """A decision within this one whose rule heads the trace (IMPACT, by T1 to T4)."""
    graded_when: Condition = OTHERWISE
    lists: Listing | None = None


@dataclass(frozen=True)
class Implication:
    """When ``when`` holds of a fact, ``target`` has ``value``."""

    id: str
    when: Condition
    target: str
    value: Value
    cites: tuple[str, ...]
    fr: str
    en: str

    @property
    def text(self) -> Text:
        """The plain words in both languages."""
        return Text(self.fr, self.en)


@dataclass(frozen=True)
class Contradiction:
    """Answers that cannot stand together; ``facts`` are the two that are named to the person."""

    id: str
    when: Condition
    facts: tuple[str, str]
    fr: str
    en: str

    @property
    def text(self) -> Text:
        """The plain words in both languages."""
        return Text(self.fr, self.en)


@dataclass(frozen=True)
class Reading:
    """How the texts are read where the specification is unclear or departs from them.

    ``concerns`` are ids of rules, caveats and notes, or names of facts.
    """

    id: str
    concerns: tuple[str, ...]
    cites: tuple[str, ...]
    fr: str
    en: str

    @property
    def text(self) -> Text:
        """The words in both languages."""
        return Text(self.fr, self.en)


@dataclass(frozen=True)
class Group:
    """A group of rules with its own version and the date of the newest source it rests on."""

    name: str
    rules: str
    version: str
    as_of: str
    source: Text
