"""The screen « Mon produit »: interview as a form and as a chat, live verdicts, the path, dossiers."""

from assistant.web.qualify.screen import qualify_screen

__all__ = ["qualify_screen"]
