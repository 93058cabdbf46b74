"""What may be written to a terminal or into a pipe: the reader's own sequences, and text that does nothing."""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from typing import Final

from reader.papers.text import is_harmless
from tests.hostile.payloads import MARKER

_SEQUENCE: Final = re.compile(
    r"\x1b\[(?P<csi>[<=>?]?[0-9;:]*[ $]?[@-~])|\x1b\](?P<osc>[^\x07\x1b\x9c]*)(?:\x07|\x1b\\)|\x1b[78=>]"
)
_ADDRESS: Final = re.compile(r"8;(?:id=[!-:<-~]*)?;(?:(?:https?://|mailto:)[!-~]+)?")


def foul(output: bytes) -> list[str]:
    """What in the output of a program is neither a sequence of its own nor harmless text."""
    text = output.decode("utf-8", "surrogateescape")
    found = [repr(match[0]) for match in _SEQUENCE.finditer(text) if not _is_own(match)]
    return found + foul_text(_SEQUENCE.sub("", text).replace("\r", ""))


def foul_text(text: str) -> list[str]:
    """What in a text a terminal would act on, or nobody would see."""
    return [
        repr(text[max(0, place - 20) : place + 20])
        for place, character in enumerate(text)
        if character != "\n" and not is_harmless(character)
    ][:5]


def _is_own(match: re.Match[str]) -> bool:
    """Whether a sequence is one that the reader writes: a payload's has its number, or not a kind of ours."""
    if (csi := match["csi"]) is not None:
        return MARKER not in csi
    if (osc := match["osc"]) is None:
        return True
    kind, _, rest = osc.partition(";")
    match kind:
        case "2" | "11" | "22":  # The title, the question for the background, the shape of the mouse.
            return is_harmless(rest)
        case "8":
            return _ADDRESS.fullmatch(osc) is not None
        case "52":
            return _is_harmless_copy(rest)
    return False


def _is_harmless_copy(rest: str) -> bool:
    """Whether what is sent to the clipboard is clean; `PWN` alone is what the payloads send."""
    try:
        text = base64.b64decode(rest.removeprefix("c;"), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return False
    return text != "PWN" and not foul_text(text.replace("\t", ""))


def squeezed(text: str) -> str:
    """A text without blanks, as it may be broken into lines anywhere, and in one normal form."""
    return unicodedata.normalize("NFC", "".join(text.split()))
