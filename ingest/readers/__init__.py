"""One format a module: text of a source to a `Reading`."""
