"""The Evaluation screen of the web app: start a run, watch it, read it, hold two against each other.

It is a screen of `assistant.web`'s page; it lies here because imports point downwards.
"""

from evals.screen.screen import evaluation_maker

__all__ = ["evaluation_maker"]
