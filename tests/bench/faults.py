"""How soon a key is answered, and `q`, while the Hub answers with each fault of the tests; printed, not judged.

`python -m tests.bench.faults [FAULT …]`
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.bench.runs import Round
from tests.bench.scene import Home
from tests.cli.network import CASES
from tests.hub.double import HubDouble


def main() -> None:
    """Print milliseconds: the median key, the slowest, and the time until the prompt is there."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, HubDouble() as hub:
        for number, name in enumerate(sys.argv[1:] or CASES):
            played = Round()
            hub.break_(CASES[name].fault)
            played.play_faulty(Home(Path(folder) / str(number)), hub.url)
            keys, (quit_,) = sorted(played.values["key"]), played.values["quit"]
            middle, slowest = keys[len(keys) // 2], keys[-1]
            sys.stdout.write(f"{name:40}{middle * 1e3:8.1f}{slowest * 1e3:8.1f}{quit_ * 1e3:8.1f}\n")


if __name__ == "__main__":
    main()
