"""Draws all pictures into a folder: `python -m tests.pictures FOLDER`."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.pictures.scenes import SCENES, drawn
from tests.terminal import environment

if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        home = Path(folder)
        world = environment(home)
        os.environ.clear()  # Whoever draws them, they are the same.
        os.environ.update(world)
        for name, scene in SCENES.items():
            for theme in ("dark", "light"):
                picture = asyncio.run(drawn(scene, home, is_dark=theme == "dark"))
                Path(sys.argv[1], f"{name}-{theme}.svg").write_text(picture, encoding="utf-8")
