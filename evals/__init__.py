"""Runs the assistant against questions with known answers."""
