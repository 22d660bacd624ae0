"""Questions to answers: understand, retrieve, fuse, compose, verify."""
