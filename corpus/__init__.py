"""Ground floor: citation ids, labels, the provision model, the catalogue of sources and our own data."""
