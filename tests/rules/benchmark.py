"""How long a decision takes: `PYTHONPATH=. python tests/rules/benchmark.py [sets]`.

Prints the time of all questions together on random partial sets, and beside it what a naive
enumeration of every completion takes for the two questions small enough to enumerate.
"""

from __future__ import annotations

import itertools
import random
import statistics
import sys
import time
from typing import Any

from random_facts import draw_consistent
from second_reading import DOMAIN, QUESTIONS, ContradictoryError, Reader, implied

from rules import decide

ENUMERABLE: dict[str, tuple[str, ...]] = {
    "qualification": (
        "is_software", "intended_purposes", "action_on_data", "individual_patient_benefit",
        "drives_or_influences", "linked_device_regime", "in_vitro_data_role", "annex_xvi", "accessory",
    ),
    "has_3_4_05": (
        "is_software", "intended_purposes", "action_on_data", "individual_patient_benefit",
        "drives_or_influences", "linked_device_regime", "in_vitro_data_role", "annex_xvi", "accessory",
        "establishment_uses", "professional_use", "decision_information", "uses_ai",
    ),
}  # fmt: skip

PURPOSES_TOLD_APART = ([], ["monitoring"], ["in_vitro_information"])
"""One set of purposes for each answer that these two questions can tell apart."""


def enumerate_completions(question: str) -> tuple[set[Any], int]:
    """Every value of the question over every completion of no facts at all."""
    facts = ENUMERABLE[question]
    domains = [
        PURPOSES_TOLD_APART if fact == "intended_purposes" else DOMAIN.get(fact, (True, False))
        for fact in facts
    ]
    outcomes, count = set(), 0
    for values in itertools.product(*domains):
        try:
            complete = implied(dict(zip(facts, values, strict=True)))
        except ContradictoryError:
            continue
        outcomes.add(QUESTIONS[question](Reader(complete))[0])
        count += 1
    return outcomes, count


def milliseconds(start: float) -> float:
    return (time.perf_counter() - start) * 1000


def time_random_sets(count: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each decision by the clock, and of processor time alone.

    The second is what the decision costs; the first also counts what else the machine does meanwhile.
    """
    source, by_clock, of_processor = random.Random(2026), [], []
    for _ in range(count):
        facts = draw_consistent(source, source.random())
        start, used = time.perf_counter(), time.process_time()
        decide(facts)
        of_processor.append((time.process_time() - used) * 1000)
        by_clock.append(milliseconds(start))
    return by_clock, of_processor


def main(count: int) -> None:
    start = time.perf_counter()
    decide({})
    print(f"first decision of the process, all questions, no fact known: {milliseconds(start):.1f} ms")
    for measure, times in zip(("by the clock", "of processor"), time_random_sets(count), strict=True):
        quantiles = statistics.quantiles(times, n=100)
        print(
            f"{count} random partial sets, all 26 questions, {measure}: median "
            f"{statistics.median(times):.1f} ms, 95th percentile {quantiles[94]:.1f} ms, worst {max(times):.1f} ms"
        )
    for question in ENUMERABLE:
        start = time.perf_counter()
        decide({}, [question])
        explored = milliseconds(start)
        start = time.perf_counter()
        outcomes, completions = enumerate_completions(question)
        print(
            f"{question}, no fact known: exploration {explored:.2f} ms; naive enumeration of "
            f"{completions} completions {milliseconds(start):.0f} ms ({len(outcomes)} outcomes)"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
