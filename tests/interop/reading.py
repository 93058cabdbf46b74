"""What the tests compare by: programs that have to be there, and texts as the eye sees them."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest

_PACKAGES: Final = {
    "pdflatex": "texlive-latex-base",
    "bibtex": "texlive-binaries",
    "pdftotext": "poppler-utils",
    "kpsewhich": "texlive-binaries",
    "emacs": "emacs-nox",
}
"""The packages of Debian whose names are not those of their programs."""


def needs(*programs: str) -> pytest.MarkDecorator:
    """Skip a test where a program is missing."""
    missing = [_PACKAGES.get(program, program) for program in programs if shutil.which(program) is None]
    return pytest.mark.skipif(bool(missing), reason=f"needs {' and '.join(missing)}")


def needs_fonts() -> pytest.MarkDecorator:
    """Skip a test where TeX has no fonts whose letters can be read out of a PDF."""
    found = shutil.which("kpsewhich") and subprocess.run(["kpsewhich", "lmodern.sty"], capture_output=True).stdout
    return pytest.mark.skipif(not found, reason="needs lmodern")


def ids_of(bib: bytes) -> dict[str, str]:
    """The id of the paper under each key of a bibliography; of a key that is given twice, the last one."""
    return dict(keys_and_ids(bib))


def keys_and_ids(bib: bytes) -> list[tuple[str, str]]:
    """The key of each entry, and the id of its paper."""
    found = re.findall(r"^@\w+\{([^,\s]*),.*?^\s*eprint\s*=\s*\{([^}]*)\}", bib.decode(), re.MULTILINE | re.DOTALL)
    return [(key, paper) for key, paper in found]


def same(text: str) -> str:
    """A text with one form for what looks alike: raised digits, quotes that are not curly, dots, Greek letters.

    A PDF has room behind what is lowered, which is read as a blank, and the stroke of ≠ before its lines; Đ and Ð
    are one letter in the fonts.
    """
    for written, shown in ((". . .", "..."), ("'", "’"), ("\u0338=", "≠"), ("∆", "Δ"), ("Ð", "Đ")):
        text = text.replace(written, shown)
    return re.sub(r"(?<=\d) ", "", " ".join(unicodedata.normalize("NFKC", text).split()))


def without_accents(text: str) -> str:
    """The letters of a text alone: what can be read of accents that a PDF keeps apart from theirs."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if letter.isalnum() and unicodedata.category(letter) != "Lm")


def looks_alike(read: object, text: str) -> bool:
    """Whether a program that may show TeX as it is has lost no letter of a text.

    The accents that TeX's fonts do not have, and two on a letter, are not looked at.
    """
    shown = str(read)
    if same(shown.translate(_BRACES)) == same(text):
        return True
    letters = without_accents(text)
    return without_accents(shown) == letters or ("\\" in shown and is_within(letters, without_accents(shown)))


_BRACES: Final = str.maketrans("", "", "{}")


def is_within(letters: str, text: str) -> bool:
    """Whether a text has some letters, in their order."""
    rest = iter(text)
    return all(letter in rest for letter in letters)


def run(*command: str, cwd: Path, stdin: bytes = b"") -> str:
    """What a program writes.

    Raises:
        CalledProcessError: If it failed.
    """
    env = {"HOME": str(cwd), "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm"}
    return subprocess.run(command, cwd=cwd, env=env, input=stdin, capture_output=True, check=True).stdout.decode()


def listed(wrong: Sequence[object]) -> str:
    """What is wrong, a line each, for the report of a test."""
    return "\n".join([f"{len(wrong)} wrong:", *map(str, wrong[:20])])
