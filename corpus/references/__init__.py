"""References to provisions as people and texts write them, in French and English.

`find_references` reads words only: it knows the forms, not what exists. `Resolver` holds the references
against the ids that exist and follows a reference only when exactly one provision answers to it; a
reference to nothing (article 147, rule 27) is reported as such, never bent to a neighbour.
"""

from corpus.references.documents import named_documents
from corpus.references.model import Reference, Resolution
from corpus.references.resolver import Resolver
from corpus.references.scan import find_references

__all__ = ["Reference", "Resolution", "Resolver", "find_references", "named_documents"]
