"""Memory that is freed is the system's again."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

from tests.terminal import CHECKOUT

FREES = """
from reader.host import memory

def used():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("RssAnon:")) // 1024

memory.give_back_soon()
bytearray(1_000_000)  # Whoever frees a block of a size has those up to it put among the small ones.
before = used()
large, small = [], []
for number in range(200):
    large.append(bytearray(b"1") * 200_000)
    small.append(bytearray(b"1") * 2_000)
held = used()
large.clear()
print(held - before, used() - before)
"""
"""Keeps a few small blocks, each of which lies behind a large one that is freed; prints MB before and after that."""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="needs glibc: other C libraries are not told anything")
def test_what_is_freed_between_small_blocks_is_given_back() -> None:
    command = (sys.executable, "-c", FREES)
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=CHECKOUT)
    held, kept = map(int, done.stdout.split())
    assert held > 30
    assert kept < 10
