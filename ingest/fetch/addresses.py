"""Where publishers are when the settings name no other place."""

CELLAR = "https://publications.europa.eu"
"""The Publications Office of the EU: Cellar and its SPARQL endpoint."""

NPM_REGISTRY = "https://registry.npmjs.org"
"""The npm registry, which has Légifrance's codes as a package."""
