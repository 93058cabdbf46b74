"""The manual page and the completion scripts of the wheel, made from the commands as it is built."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHARED = {
    "share/man/man1/daily-papers.1": ("manual",),
    "share/bash-completion/completions/daily-papers": ("completion", "bash"),
    "share/fish/vendor_completions.d/daily-papers.fish": ("completion", "fish"),
    "share/zsh/site-functions/_daily-papers": ("completion", "zsh"),
}
"""Where the programs that read them look, below the folder that has `bin`, and the words that print them."""


class SharedFiles(BuildHookInterface[Any]):
    """Puts them into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make them, unless only links to the source are installed."""
        if version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory()
        # Without site: pip's isolation takes this folder off the path where it is installed for editing, too.
        for number, (place, words) in enumerate(SHARED.items()):
            file = Path(self._folder.name, str(number))
            env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": os.pathsep.join([self.root, *sys.path])}
            with file.open("wb") as stream:
                subprocess.run([sys.executable, "-S", "-P", "-m", "reader", *words], stdout=stream, env=env, check=True)
            build_data["shared_data"][str(file)] = place

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was only for the wheel."""
        if version != "editable":
            self._folder.cleanup()
