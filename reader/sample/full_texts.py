"""The full text of the sample edition, written for the purpose, in the Hub's shape."""

from __future__ import annotations

import asyncio
from importlib.resources import files
from typing import Final

from reader.errors import NoTextError
from reader.hub.rate_limit import Window

TEXT_ID: Final = "2312.00752"
"""The paper that has one: the first one of the newest day."""


class SampleTexts:
    """Sends the text of one paper, as the Hub would."""

    pages = Window()

    async def full_text(self, id: str) -> str:
        """Return the full text of a paper.

        Raises:
            NoTextError: None was written for it.
        """
        if id != TEXT_ID:
            raise NoTextError(f"The sample edition has no full text of {id}: it has that of {TEXT_ID}.")
        return await asyncio.to_thread((files("reader.sample") / f"{id}.md").read_text, "utf-8")
