"""BibTeX and pdfTeX over a whole bibliography: which entries they complain of, and what they print of each."""

from __future__ import annotations

import os
import re
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Final, NamedTuple

STYLES: Final = ("plain", "abbrv", "alpha", "apalike", "ieeetr")

_DOCUMENT: Final = r"""\documentclass{article}
\usepackage[%(encoding)s]{fontenc}
%(fonts)s
\pdfpagewidth=16000pt \pdfpageheight=16000pt \textwidth=15000pt \textheight=15000pt
\makeatletter
\def\entry#1{\typeout{^^J@entry #1}}
\let\plainitem\@bibitem \def\@bibitem#1{\entry{#1}\plainitem{#1}\%%\%%#1\%%\%% }
\let\labelleditem\@lbibitem \def\@lbibitem[#1]#2{\entry{#2}\labelleditem[#1]{#2}\%%\%%#2\%%\%% }
\makeatother
\begin{document}
\pagestyle{empty}
\bibliographystyle{%(style)s}
\bibliography{papers}
\typeout{^^J@entry end of the document}
\end{document}
"""
_FONTS: Final = r"\usepackage{lmodern} \input{glyphtounicode} \pdfgentounicode=1"
"""Fonts whose letters can be read out of a PDF."""
_ENTRY: Final = re.compile(rb"^@entry (.+)$", re.MULTILINE)
_COMPLAINT: Final = re.compile(rb"^(?:! .*|Missing character: .*|Runaway .*)$", re.MULTILINE)
_BIB_COMPLAINT: Final = re.compile(r"^Warning--(.*)|^((?:.*\n)?.*)---(line \d+ of file .*)$", re.MULTILINE)
_OUTSIDE: Final = "outside of any entry"


class Typeset(NamedTuple):
    """What became of a bibliography."""

    complaints: dict[str, list[str]]
    """What pdfTeX complained of, under the key of the entry; a letter that the font does not have too."""
    of_bibtex: list[str]
    """What BibTeX complained of."""
    keys: list[str]
    """The entries in the order of the style."""
    folder: Path


def typeset(bib: bytes, folder: Path, *, style: str = "plain", encoding: str = "T1", pdf: bool = False) -> Typeset:
    """Run BibTeX and pdfTeX over all entries.

    Args:
        bib: The bibliography.
        folder: A folder of its own.
        style: One of `STYLES`.
        encoding: Of the fonts, T1 or OT1.
        pdf: Whether a PDF is made, which needs the fonts that `lmodern` has.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "papers.bib").write_bytes(bib)
    document = _DOCUMENT % {"encoding": encoding, "style": style, "fonts": _FONTS if pdf else ""}
    (folder / "paper.tex").write_text(document)
    # What a first run of pdfTeX with \nocite{*} would write.
    (folder / "paper.aux").write_text(f"\\relax\n\\citation{{*}}\n\\bibstyle{{{style}}}\n\\bibdata{{papers}}\n")
    _run(["bibtex", "-min-crossrefs=9", "paper"], folder)
    _run(["pdflatex", "-interaction=nonstopmode", *([] if pdf else ["-draftmode"]), "paper"], folder)
    keys, complaints = _told((folder / "paper.log").read_bytes())
    blg = (folder / "paper.blg").read_text(encoding="utf-8", errors="replace")
    of_bibtex = [" ".join(filter(None, match.groups())) for match in _BIB_COMPLAINT.finditer(blg)]
    return Typeset(complaints, of_bibtex, keys, folder)


def _run(command: list[str], folder: Path) -> None:
    # The log is read by lines, which TeX would break.
    env = {**os.environ, "HOME": str(folder), "max_print_line": "10000", "TEXMFVAR": str(folder / "texmf")}
    subprocess.run(command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def _told(log: bytes) -> tuple[list[str], dict[str, list[str]]]:
    """The entries that were typeset, and the complaints about each."""
    _, *parts = _ENTRY.split(b"@entry outside\n" + log)
    complaints: defaultdict[str, list[str]] = defaultdict(list)
    keys = []
    for key, said in zip(parts[::2], parts[1::2], strict=True):
        name = key.decode(errors="replace")
        keys.append(name)
        for found in _COMPLAINT.findall(said):
            complaints[name if name not in ("outside", "end of the document") else _OUTSIDE].append(
                found.decode(errors="replace")
            )
    if "end of the document" not in keys:
        complaints[_OUTSIDE].append("pdfTeX did not reach the end.")
    return [key for key in keys if key not in ("outside", "end of the document")], dict(complaints)


def printed(bib: bytes, folder: Path, style: str) -> dict[str, str]:
    """What is printed of each entry, read out of the PDF, under its key."""
    typeset(bib, folder, style=style, pdf=True)
    subprocess.run(["pdftotext", "-enc", "UTF-8", "paper.pdf"], cwd=folder, check=True)
    text = (folder / "paper.txt").read_text(encoding="utf-8")
    _, *parts = re.split(r"%%([^%\s]+)%%", text)
    found = {key: " ".join(said.split()) for key, said in zip(parts[::2], parts[1::2], strict=True)}
    # Behind an entry stands the label of the next one.
    return {key: re.sub(r" \[[^\[\]]+\]$", "", said) for key, said in found.items()}
