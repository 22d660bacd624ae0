"""Small acts of our own in the markup of EUR-Lex, under the CELEX numbers of the catalogue."""

from __future__ import annotations


def consolidated(
    celex: str = "02017R0745",
    language: str = "FR",
    date: str = "01.01.2026",
    body: str = "Les cerfs-volants volent.",
) -> str:
    """A consolidated text with one article."""
    return f"""
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML//EN" "xhtml-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>TEXTE consolidé</title></head><body>
<p class="reference">{celex} — {language} — {date} — 006.001</p>
<div class="eli-container"><div class="eli-subdivision" id="art_1">
<p class="title-article-norm">Article premier</p><p class="norm">{body}</p></div></div>
</body></html>
"""


def published(number: str = "(UE) 2017/745", language: str = "FR") -> str:
    """An act as published, with one recital."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML//EN" "xhtml-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>L_2017117FR.01000101.xml</title></head><body>
<p class="oj-hd-date">5.5.2017</p><p class="oj-hd-lg">{language}</p>
<div class="eli-container"><div id="tit_1"><p class="oj-doc-ti">RÈGLEMENT {number}</p></div>
<div id="pbl_1"><div class="eli-subdivision" id="rct_1"><p class="oj-normal">(1) Les enfants aiment le vent.</p>
</div></div></div></body></html>
"""


def formex(reference: str = "2017R0745", date: str = "20260101", language: str = "FR") -> str:
    """A consolidated text as Formex."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><CONS.ACT><INFO.CONSLEG CONSLEG.REF="{reference}" '
        f'CONSLEG.DATE="{date}" START.DATE="{date}"/><CONS.DOC><LG.DOC>{language}</LG.DOC></CONS.DOC></CONS.ACT>'
    )
