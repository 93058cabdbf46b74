"""What a wheel has besides the package; CI runs the tests with one installed and without the source."""

from __future__ import annotations

from importlib.metadata import files, metadata, version
from pathlib import Path

import pytest

from reader import __version__
from reader.store.paths import styles
from tests.cli.running import run
from tests.terminal import CHECKOUT, PACKAGE

SHARED = {
    "share/man/man1/daily-papers.1": ("manual",),
    "share/bash-completion/completions/daily-papers": ("completion", "bash"),
    "share/fish/vendor_completions.d/daily-papers.fish": ("completion", "fish"),
    "share/zsh/site-functions/_daily-papers": ("completion", "zsh"),
}
in_wheel = pytest.mark.skipif(PACKAGE.parent == CHECKOUT, reason="only a wheel has them")


@in_wheel
@pytest.mark.parametrize("place", SHARED)
def test_the_manual_and_the_completions_are_where_programs_look_for_them(place: str, tmp_path: Path) -> None:
    (found,) = (file for file in files("daily-papers") or [] if str(file).endswith(place))
    assert Path(found.locate()).read_text(encoding="utf-8") == run(*SHARED[place], home=tmp_path).stdout


@in_wheel
def test_it_is_typed_and_has_its_styles_and_no_tests() -> None:
    installed = [str(file) for file in files("daily-papers") or []]
    assert "reader/py.typed" in installed
    assert not [name for name in installed if name.startswith(("tests", "findings", "styles"))]
    assert styles() == PACKAGE / "styles"
    assert len([*styles().glob("*.tcss")]) >= 14


def test_its_version_is_that_of_the_package() -> None:
    assert version("daily-papers") == __version__ or PACKAGE.parent == CHECKOUT  # Which may have been installed before.
    assert metadata("daily-papers")["Requires-Python"] == ">=3.11"
