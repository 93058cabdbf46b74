"""How time grows with the length of a text."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def is_linear(function: Callable[[str], object], short: str, long: str) -> bool:
    """Whether four times the text takes less than eight times as long; the square of it would take sixteen times.

    Counted in time of this process, as the machine has others to serve, and tried again when it is not: a run now and
    then pays for what other tests left.
    """
    times: dict[str, list[float]] = {short: [], long: []}
    for _ in range(5):
        gc.collect()
        for text, taken in times.items():
            start = time.process_time()
            function(text)
            taken.append(time.process_time() - start)
        if min(times[long]) < 8 * max(min(times[short]), 0.005):
            return True
    return False
