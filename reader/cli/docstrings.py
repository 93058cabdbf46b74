"""Docstrings that `python -OO` has left out, which are the help of commands."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from typing import Any


def of(function: Callable[..., Any]) -> str | None:
    """Read the docstring of a function in its source, or nothing where that is not there."""
    try:
        tree = ast.parse(inspect.getsource(inspect.unwrap(function)))
    except OSError:
        return None
    (found,) = tree.body
    return ast.get_docstring(found, clean=False) if isinstance(found, ast.FunctionDef) else None
