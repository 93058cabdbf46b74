"""What import-linter does not see: circles of modules, and private names of Textual outside `ui/patches`."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any, Final, get_origin

import pytest
from textual.widget import Widget

from tests.terminal import PACKAGE

PUBLIC: Final = {"_asdict", "_exit", "_fields", "_replace"}
"""Names with an underscore that are promised: those of named tuples, and of `os`."""


def circles(imports: dict[str, set[str]]) -> set[frozenset[str]]:
    """The groups of modules that all import each other, if only by way of others.

    >>> circles({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == {frozenset({"b", "c"})}
    True
    """

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        todo = [*imports[start]]
        while todo:
            if (module := todo.pop()) not in seen:
                seen.add(module)
                todo.extend(imports[module])
        return seen

    reach = {module: reached(module) for module in imports}
    found = (frozenset(other for other in reach[module] if module in reach[other]) for module in imports)
    return {circle for circle in found if len(circle) > 1}


def test_no_module_imports_itself_by_way_of_others() -> None:
    grimp = pytest.importorskip("grimp")
    graph = grimp.build_graph("reader", exclude_type_checking_imports=False, cache_dir=None)
    assert circles({module: graph.find_modules_directly_imported_by(module) for module in graph.modules}) == set()


def modules() -> list[str]:
    """All that may not know private names of Textual."""
    names = [".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts) for path in sorted(PACKAGE.rglob("*.py"))]
    return [name.removesuffix(".__init__") for name in names if not name.startswith("reader.ui.patches.")]


def tree_of(module: str) -> ast.Module:
    path = PACKAGE.parent.joinpath(*module.split("."))
    return ast.parse((path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text(encoding="utf-8"))


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name not in PUBLIC


def defined(tree: ast.AST) -> Iterator[str]:
    """The names that a class or a module gives to what it makes, but not those inside of a function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
        if isinstance(node, ast.ClassDef | ast.Module):
            targets = (ast.walk(part) for part in node.body if isinstance(part, ast.Assign | ast.AnnAssign))
            yield from (one.id for part in targets for one in part if isinstance(one, ast.Name))


@cache
def names_of(kind: type) -> frozenset[str]:
    return frozenset(defined(ast.parse(textwrap.dedent(inspect.getsource(kind)))))


def bases(node: ast.ClassDef, names: dict[str, Any]) -> Iterator[type]:
    """The classes that a class is derived from, in the names of its module."""
    for base in node.bases:
        kind = eval(ast.unparse(base), names)
        yield from getattr(get_origin(kind) or kind, "__mro__", ())


def private_names(tree: ast.Module, names: dict[str, Any]) -> Iterator[str]:
    """The private names that are not a module's own: read from others, or in the place of those of a base class."""
    own = frozenset(defined(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield from names_in_class(node, [*bases(node, names)])
        elif isinstance(node, ast.Attribute) and not is_self(node.value) and is_private(node.attr):
            if node.attr not in own:
                yield node.attr
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual._"):
            yield f"{node.module}"


def names_in_class(node: ast.ClassDef, above: list[type]) -> Iterator[str]:
    ours = {name for kind in above if kind.__module__.startswith("reader.") for name in names_of(kind)}
    theirs = {name for kind in above if kind.__module__.startswith("textual.") for name in names_of(kind)}
    used = {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute) and is_self(one.value)}
    made = {*defined(node)}
    for name in filter(is_private, used | made):
        if name in theirs or name not in ours | made:
            yield name


def is_self(node: ast.expr) -> bool:
    return ast.unparse(node) in ("self", "cls", "super()")


@pytest.mark.parametrize("module", [name for name in modules() if name.startswith(("reader.ui", "reader.startup"))])
def test_private_names_of_textual_are_used_in_patches_only(module: str) -> None:
    found = private_names(tree_of(module), vars(import_module(module)))
    assert set(found) == set()


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("app.screen._compositor.render()", {"_compositor"}),
        ("class A(Widget):\n    def _size_updated(self): ...", {"_size_updated"}),
        ("class A(Widget):\n    _classes = 1", {"_classes"}),
        ("class A(Widget):\n    def f(self): self._running = 1", {"_running"}),
        ("class A(Widget):\n    def f(self): self._own = self._own", set()),
        ("class A:\n    def _size_updated(self): ...", set()),
        ("from textual._compositor import Compositor", {"textual._compositor"}),
        ("kept._replace(a=1)", set()),
    ],
)
def test_such_a_name_is_seen(code: str, found: set[str]) -> None:
    assert set(private_names(ast.parse(code), {"Widget": Widget})) == found


def test_a_circle_is_seen() -> None:
    assert circles({"a": {"b"}, "b": {"a", "c"}, "c": {"d"}, "d": set()}) == {frozenset("ab")}
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == {frozenset("abc")}
    assert circles({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == set()


def test_no_module_is_longer_than_can_be_read_at_once() -> None:
    long = {path.name for path in PACKAGE.rglob("*.py") if len(path.read_text(encoding="utf-8").splitlines()) > 350}
    assert long == set()


def test_one_module_asks_whether_a_stream_is_a_terminal() -> None:
    asking = {path.name for path in PACKAGE.rglob("*.py") if "isatty" in path.read_text(encoding="utf-8")}
    # The frame is shown before anything can be imported.
    assert asking == {"tty.py", "snapshot.py"}
