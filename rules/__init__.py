"""Firm verdicts on health software, by rules: no language model, network, clock or chance.

    result = decide({"is_software": True, "intended_purposes": []})
    result["verdicts"]["qualification"]["value"]
    serialize(result)

The rules are data, one legal question a module: ``qualification``, ``mdr_class``,
``ivdr_class``, ``conformity``, ``dmn``, ``requirements``, ``routes``, ``has_criterion``; the
facts they read are in ``facts``, what one fact implies for another in ``consistency``, and
what is said beside a verdict in ``caveats`` and ``notes``. The engine knows no law:
``program`` unfolds a decision, ``exploration`` follows it, ``trace`` records why, ``decide``
puts the result together.
"""

from __future__ import annotations

from rules.decide import Engine, decide, serialize
from rules.describe import describe_facts, describe_questions, next_question
from rules.errors import FactError, RulesError, UnknownQuestionError
from rules.explain import explain, explain_error, result_notes
from rules.rendering import as_markdown, as_text, refusal_as_text
from rules.ruleset import RULE_SET, RuleSet
from rules.sources import citations, cited_ids, external_ids, unresolved_ids
from rules.what_if import what_would_change

__all__ = [
    "RULE_SET",
    "Engine",
    "FactError",
    "RuleSet",
    "RulesError",
    "UnknownQuestionError",
    "as_markdown",
    "as_text",
    "citations",
    "cited_ids",
    "decide",
    "describe_facts",
    "describe_questions",
    "explain",
    "explain_error",
    "external_ids",
    "next_question",
    "refusal_as_text",
    "result_notes",
    "serialize",
    "unresolved_ids",
    "what_would_change",
]
