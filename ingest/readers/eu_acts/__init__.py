"""Readers of the formats in which the Publications Office serves acts of the Union."""
