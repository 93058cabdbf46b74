"""A home whose cache holds a day of papers, and what the real command writes of it."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tests.hub.double import HubDouble
from tests.hub.papers import Item
from tests.interop.cases import DAY
from tests.terminal import CHECKOUT, READER, environment


class Home:
    """A home whose cache holds a day."""

    def __init__(self, folder: Path, items: list[Item], day: date = DAY) -> None:
        """Fetch a day into it, as a user does."""
        self.folder = folder
        self.day = str(day)
        with HubDouble({day: items}, today=day) as double:
            self.run("fetch", "--from", self.day, "--to", self.day, HF_ENDPOINT=double.url)
        self.export = cache(self._export)

    def run(self, *args: str, stdin: bytes = b"", **changes: str) -> bytes:
        """Run the reader's command; what it writes to stdout.

        Raises:
            CalledProcessError: If it failed.
        """
        done = subprocess.run(
            [*READER, *args],
            env=environment(self.folder, **changes),
            cwd=CHECKOUT,
            input=stdin,
            capture_output=True,
            check=True,
        )
        return done.stdout

    def _export(self, form: str, *options: str) -> bytes:
        """What `export` writes of the day, without a request."""
        return self.run("export", self.day, "--offline", "--format", form, *options)

    def digest(self, form: str) -> bytes:
        """What `digest` writes of the day."""
        return self.run("digest", self.day, "--offline", "--format", form)

    def papers(self) -> dict[str, dict[str, Any]]:
        """The papers as JSON has them, each under its id."""
        return {paper["id"]: paper for paper in map(json.loads, self.export("jsonl").splitlines())}
