"""Letters that Unicode does not take apart, and the plain ones that people type for them."""

from __future__ import annotations

from typing import Final

LETTERS: Final = dict(zip("łøđðıħŧŋəɓɗƙƴ", "loddihtnebdky", strict=True)) | {
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ß": "ss",
}
"""By the small letter."""
