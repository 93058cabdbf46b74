"""What may be nowhere in the reader, as it would undo a guard without any test of that guard seeing it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.terminal import PACKAGE
from tests.test_layers import modules, tree_of

IMPORTS = re.compile(
    r"(textual|rich)\.markup(\.(?!parse_style$)|$)"  # Text is drawn literally: escaping loses some of it.
    r"|(textual\.widgets|rich)\.(_?markdown|Markdown)"  # Foreign Markdown leads anywhere.
    r"|textual\.widgets\.(DataTable|Tree|RichLog|ListView)$"  # Their cells are markup.
    r"|(pickle|cPickle|marshal|shelve|dill)(\.|$)|webbrowser\.open"
)
"""Modules and names that are imported nowhere."""
CALLS = re.compile(
    r"(builtins\.)?(eval|exec)|os\.(system|popen)|httpx\.(get|post|stream|request|Client)|webbrowser\.open\w*"
    r"|(self|app|self\.app)\.(notify|open_url|copy_to_clipboard)|(rich\.)?Text\.from_markup|Content\.from_markup"
)
"""What is called nowhere: code made of text, a shell, a request on the screen's thread, markup of text."""


def imported(tree: ast.AST) -> Iterator[str]:
    """The names of what a module imports, in whole."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def called(tree: ast.AST) -> Iterator[str]:
    """What a module calls, as it names it; with a shell, that too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)
            if any(word.arg == "shell" and ast.unparse(word.value) != "False" for word in node.keywords):
                yield "eval"


def banned(tree: ast.AST) -> list[str]:
    """What a module has that no module may have."""
    return [name for name in imported(tree) if IMPORTS.match(name)] + [
        name for name in called(tree) if CALLS.fullmatch(name)
    ]


def every_module() -> list[str]:
    patches = (path.stem for path in (PACKAGE / "ui/patches").glob("*.py") if path.stem != "__init__")
    return [*modules(), *(f"reader.ui.patches.{name}" for name in patches)]


@pytest.mark.parametrize("module", every_module())
def test_what_is_banned_is_nowhere(module: str) -> None:
    assert banned(tree_of(module)) == []


@pytest.mark.parametrize(
    "code",
    [
        "from rich.markup import escape",
        "import textual.markup",
        "from textual.widgets import Markdown",
        "from rich.markdown import Markdown",
        "from textual.widgets import DataTable",
        "import pickle",
        "from webbrowser import open",
        "webbrowser.open_new(x)",
        "eval(x)",
        "subprocess.run(x, shell=True)",
        "os.system(x)",
        "httpx.get(x)",
        "self.app.notify(x)",
        "self.notify(x, markup=True)",
        "Text.from_markup(x)",
    ],
)
def test_it_would_be_seen(code: str) -> None:
    assert banned(ast.parse(code))
