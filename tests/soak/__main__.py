"""Type on the reader for as long as one likes: `python -m tests.soak [--seed N] [--keys N]`."""

from __future__ import annotations

import argparse
import secrets
import sys
import tempfile
from pathlib import Path

from tests.soak.run import Broken, Sample, Soak


def show(sample: Sample) -> None:
    """Print a sample."""
    memory = f"{sample.memory:6.1f} MB ({sample.own:.1f} of no file)"
    counts = f"{sample.descriptors} descriptors, {sample.threads} threads, {sample.tasks} tasks"
    print(f"{sample.keys:6} keys, {sample.seconds:6.0f} s: {memory}, {counts}", flush=True)  # noqa: T201


def main() -> int:
    """Type, print samples, and tell what broke or grew."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description="Type on the reader, at full speed.")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10_000), help="what is typed (default: any)")
    parser.add_argument("--keys", type=int, default=20_000, help="how many keys are typed (default: %(default)s)")
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)  # noqa: T201
    with tempfile.TemporaryDirectory(prefix="soak-") as home:
        soak = Soak(options.seed, Path(home), watched=show)
        try:
            soak.run(options.keys)
        except Broken as broken:
            print(broken, file=sys.stderr)  # noqa: T201
            return 1
    for grown in soak.growth():
        print(f"grew: {grown}")  # noqa: T201
    return 1 if soak.growth() else 0


if __name__ == "__main__":
    raise SystemExit(main())
