"""A user's own files: recognised, read with their pages, kept beside the official texts."""
