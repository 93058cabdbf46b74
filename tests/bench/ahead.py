"""The reader, whose `R` fetches 14 days with papers instead of those of a week."""

from __future__ import annotations

import reader.ui.ahead
from tests.bench.fetching import NEWEST, weekdays

DAYS = 14


if __name__ == "__main__":
    reader.ui.ahead.AHEAD = (NEWEST - weekdays(DAYS)[-1]).days + 1  # type: ignore[misc] # Final for everybody else.
    from reader.cli import main

    main()
