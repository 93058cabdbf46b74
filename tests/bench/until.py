"""Runs a module until it writes a text: `python -m tests.bench.until TEXT MODULE [WORD ...]`.

The process ends in the moment in which Textual's driver is given the text, before the terminal has it: so that what is
counted until then is the same at every run.
"""

from __future__ import annotations

import importlib.abc
import os
import runpy
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

DRIVER = "textual.drivers.linux_driver"


class Finder(importlib.abc.MetaPathFinder):
    """Finds the driver, and changes it when it is imported: importing it before would be part of what is counted."""

    def __init__(self, text: str) -> None:
        """Initialise the finder with the text that ends the process."""
        self.text = text

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find nothing but the driver."""
        if fullname != DRIVER:
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(fullname, path)
        if spec is not None and spec.loader is not None:
            spec.loader = Loader(spec.loader, self.text)
        return spec


class Loader(importlib.abc.Loader):
    """Loads the driver as another loader does, with a `write` that ends the process."""

    def __init__(self, loader: importlib.abc.Loader, text: str) -> None:
        """Initialise the loader."""
        self.loader, self.text = loader, text

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Make the module."""
        return self.loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Load the module and change it."""
        self.loader.exec_module(module)
        driver, text, written = module.LinuxDriver, self.text, module.LinuxDriver.write

        def write(self: object, data: str) -> None:
            written(self, data)
            if text in data:
                os._exit(0)

        driver.write = write


def main() -> None:
    """Run the module."""
    _, text, name, *words = sys.argv
    sys.meta_path.insert(0, Finder(text))
    sys.argv = [name, *words]
    runpy.run_module(name, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
