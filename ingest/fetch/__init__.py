"""Official texts from their publishers: asked for politely, checked, and kept in versions."""
