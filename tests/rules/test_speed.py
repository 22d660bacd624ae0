"""Quick enough to answer as one types: the limits of the issue.

They are held against processor time. By the clock, a machine busy with other work adds pauses to a
decision that it does not cost; the figure by the clock is printed beside.
"""

from __future__ import annotations

import statistics

import pytest
from benchmark import ENUMERABLE, enumerate_completions, time_random_sets

from rules import decide

MEDIAN_MILLISECONDS = 30
WORST_MILLISECONDS = 300


@pytest.mark.slow
def test_all_questions_on_random_partial_sets_are_quick() -> None:
    by_clock, times = time_random_sets(5000)
    median, worst = statistics.median(times), max(times)
    print(
        f"5000 random partial sets, all questions: median {median:.1f} ms, worst {worst:.1f} ms of processor"
    )
    print(f"by the clock: median {statistics.median(by_clock):.1f} ms, worst {max(by_clock):.1f} ms")
    assert median < MEDIAN_MILLISECONDS
    assert worst < WORST_MILLISECONDS


@pytest.mark.parametrize("question", ENUMERABLE)
def test_the_naive_enumeration_of_the_benchmark_finds_what_the_exploration_leaves_open(question: str) -> None:
    outcomes, completions = enumerate_completions(question)
    assert decide({}, [question])["verdicts"][question]["value"] == "needs_facts"
    assert completions > 500
    assert len(outcomes) > 2
