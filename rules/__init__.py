"""Firm verdicts on health software, by rules: no language model, network, clock or chance."""

from __future__ import annotations

from rules.decide import decide, engine, serialize

__all__ = ["decide", "engine", "serialize"]
