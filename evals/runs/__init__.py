"""Runs: gold questions put to the assistant, every answer and score kept, compared and reported.

``asking`` puts one question, ``person`` answers as the scripted person of an interview, ``scoring`` turns what came into
scores, ``folder`` keeps a run on disk, ``run`` does one from beginning to end, ``summary`` gives means and intervals,
``compare`` holds runs against each other, ``tables`` and ``report`` show them.
"""
