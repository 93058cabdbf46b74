"""Asking the Hub once, to learn whether it answers and what time it has there."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from reader.hub import error_messages
from reader.hub.client import PATH
from reader.hub.decoding import complaint
from reader.hub.endpoint import Endpoint
from reader.hub.rate_limit import Budget
from reader.hub.transport import Reply, Transport
from reader.hub.wire import papers_of
from reader.papers.period import utc_now

DEADLINE: Final = 5.0
"""Seconds that the Hub has."""


@dataclass(frozen=True)
class Probe:
    """What an answer told."""

    took: float
    """Seconds until the whole answer was there."""
    ahead: timedelta | None = None
    """How far this computer's clock is ahead of the Hub's, good to a second or two; None where the Hub did not tell."""


class _Once(Budget):
    """An budget for one attempt."""

    def pause_after(self, error: Exception) -> bool | float:
        """Never try again."""
        return False


async def probe(endpoint: Endpoint, deadline: float = DEADLINE) -> Probe:
    """Ask the Hub for one paper, once; the user's wish for no network is the caller's to heed.

    Args:
        endpoint: Whom to ask, and with which token.
        deadline: Seconds until it is given up.

    Raises:
        UnreachableError: If the Hub cannot be reached, or not in time.
        HubError: If the answer is of no use.
    """
    loop = asyncio.get_running_loop()
    transport = Transport(endpoint, deadline)
    began = loop.time()
    budget = _Once(ends=began + deadline)
    try:
        async with asyncio.timeout_at(budget.ends):
            reply = await transport.get(PATH, {"limit": "1"}, budget)
    except TimeoutError as error:
        late = error_messages.too_slow(endpoint, deadline, answered=budget.answered, redirected=budget.redirected)
        raise late from error
    finally:
        await transport.close()
    if reply.status != 200:
        raise error_messages.refused(endpoint, reply.status, complaint(reply.body))
    took = loop.time() - began
    papers_of(reply.body, endpoint.name)  # Without a list of papers an answer is of no use, well delivered or not.
    return Probe(took, _ahead(reply, utc_now() - timedelta(seconds=took / 2)))


def _ahead(reply: Reply, now: datetime) -> timedelta | None:
    try:
        made = parsedate_to_datetime(reply.date)
        made = made if made.tzinfo else made.replace(tzinfo=UTC)
        kept = timedelta(seconds=int(reply.age) if re.fullmatch("[0-9]{1,9}", reply.age) else 0)
        return now - made - kept
    except (ValueError, TypeError, OverflowError):
        return None
