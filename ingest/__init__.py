"""From official texts to an index: fetch, read, chunk, embed, write, swap."""
