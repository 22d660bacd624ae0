"""The part of a report that holds runs against the first of them: a table a split."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from assistant.translations import say
from evals.measures.table import MEASURES
from evals.runs.plots import bar
from evals.runs.tables import SIGNIFICANT, Held, ablation_measures, cell, splits_of

_SECONDS = "seconds"


def side_by_side_html(runs: Mapping[str, Held], language: str) -> str:
    """Each split's table: a line a run, and of all but the first how each mean differs from its."""
    tables = "".join(_table(runs, split, language) for split in splits_of(runs))
    first = next(iter(runs))
    told = say("eval.beside.told", language, first=first)
    return f"<h2>{say('eval.beside', language)}</h2><p class='soft'>{escape(told)}</p>{tables}"


def _table(runs: Mapping[str, Held], split: str, language: str) -> str:
    names = [*ablation_measures(runs), _SECONDS]
    measures = (MEASURES[name] for name in names)
    heads = "".join(f"<th>{escape(m.fr if language == 'fr' else m.en)}</th>" for m in measures)
    lines = []
    for label, (summary, compared) in runs.items():
        found = summary["splits"][split]
        if not found:
            continue
        cells = "".join(
            f"<td>{_cell(found.get(name), compared.get(split, {}).get(name), name)}</td>" for name in names
        )
        count = max(value["n"] for value in found.values())
        lines.append(f"<tr><th scope='row'>{escape(label)}</th><td>{count:.0f}</td>{cells}</tr>")
    title = escape(say(f"eval.{split}", language))
    return (
        f"<h3>{title}</h3><div class='wide beside' tabindex='0' role='region' aria-label='{title}'><table><thead><tr><th></th>"
        f"<th>{say('eval.questions', language)}</th>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _cell(found: Mapping[str, float] | None, difference: Mapping[str, Any] | None, name: str) -> str:
    if name == _SECONDS:
        return escape(cell(found)) if found else "–"
    shown = bar(found)
    if found is None or difference is None:
        return shown
    is_marked = difference["p"] < SIGNIFICANT
    told = (
        f"{difference['difference']:+.3f} [{difference['low']:+.3f}, {difference['high']:+.3f}], "
        f"p = {difference['p']:.4f}, n = {difference['n']}"
    )
    mark = " *" if is_marked else ""
    style = "differs" if is_marked else "soft"
    return f'{shown}<br><span class="{style}" title="{told}">{difference["difference"]:+.3f}{mark}</span>'
