"""Measures: pure functions of a gold question and what the assistant did. Not applicable is None, never 0.

``ranking`` scores what was retrieved, ``citations`` what was cited, ``wording`` quotes and expected words, ``conduct``
refusing, routing and leaking, ``verdicts`` the facts read and the verdicts reached; ``table`` lists them all.
"""
