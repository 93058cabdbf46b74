"""A configuration file, and what is read of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.config.settings import ConfigFile, load_config


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a configuration is."""
    return tmp_path / "config.toml"


def loaded(file: Path, text: str) -> ConfigFile:
    file.write_text(text, encoding="utf-8", newline="")
    return load_config(file)
