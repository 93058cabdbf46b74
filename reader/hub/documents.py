"""Asking the Hub for the full text of a paper.

It is a page to the Hub, with a quota of its own (`docs/hub/rate-limits`).
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from reader.hub import error_messages
from reader.hub.decoding import complaint

if TYPE_CHECKING:
    from reader.hub.endpoint import Endpoint
    from reader.hub.rate_limit import Budget
    from reader.hub.transport import Transport

PATH: Final = "/papers/{}.md"
TEXT_LIMIT: Final = 2 * 2**20
"""Bytes of the longest text that is read; the longest ones so far have 0.15 MB."""


async def full_text(transport: Transport, budget: Budget, endpoint: Endpoint, id: str) -> str | None:
    """Return what the Hub sends for the full text of a paper, or None if it has none.

    Where arXiv has no HTML of a paper, the Hub sends its own page of it, with the status 200; any other page is that
    of a network that wants a sign-in.

    Args:
        transport: The way to the Hub.
        budget: What it may take.
        endpoint: Whom to ask.
        id: The arXiv id, without version.

    Raises:
        HubError: The answer is of no use, or too large.
    """
    budget.room, budget.most = TEXT_LIMIT, f"{TEXT_LIMIT >> 20} MiB for one full text"
    reply = await transport.get(PATH.format(id), {}, budget, wanted="text/markdown")
    if reply.status == HTTPStatus.NOT_FOUND:
        return None
    if reply.status != HTTPStatus.OK:
        raise error_messages.refused(endpoint, reply.status, complaint(reply.body))
    text = reply.body.decode("utf-8-sig", errors="replace")
    if reply.is_page:
        if f"/papers/{id}" not in text:
            raise error_messages.web_page(endpoint, "a text")
        return None
    return text
