"""Classes of widgets that are made in less time: each is what Textual makes of it."""

from __future__ import annotations

import subprocess
import sys

MADE = """
from importlib import import_module
from pkgutil import walk_packages
from textual.dom import DOMNode

theirs = DOMNode.__dict__["__init_subclass__"].__func__
from reader.ui.patches.classes import look_once
look_once()
assert "textual.widget" not in __import__("sys").modules
import reader.ui, textual.widgets
for package in reader.ui, textual.widgets:
    for module in walk_packages(package.__path__, package.__name__ + "."):
        import_module(module.name)

from textual.reactive import reactive, var
from textual.widget import Widget

class Computing(Widget):
    BINDINGS = [("j", "next", "Next")]
    first, second, third = reactive(1), reactive(2), var(3)
    def compute_first(self): return 1
    def _compute_second(self): return 2

class Beside:
    fourth = reactive(4)
    def compute_fourth(self): return 4

class Several(Beside, Computing, inherit_css=False, inherit_bindings=False):
    BINDINGS = [("k", "next", "Next")]
    second = var(5)

def below(made):
    for one in made.__subclasses__():
        yield one
        yield from below(one)

def looks(made):
    looks = {**vars(made), "_merged_bindings": made._merged_bindings.key_to_bindings}
    return looks | {"_reactives": [*made._reactives.items()]}

classes = {*below(DOMNode)}
for made in classes:
    before = looks(made)
    flags = made._inherit_css, made._inherit_bindings, made._inherit_component_classes
    theirs(made, *flags)
    if looks(made) != before:
        print(made)
print(len(classes) > 150, *Several._reactives, *sorted(Several._computes))
"""
"""Prints the classes that Textual makes something else of, whether there were many, and what one of them has."""

DEFERRED = """
import sys
import reader.startup.session
from reader.ui.patches import imports
imports.defer()
from textual.dom import DOMNode
print(DOMNode.__init_subclass__.__module__, "textual.widget" in sys.modules)
"""


def printed(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_classes_are_what_textual_makes_of_them() -> None:
    several, *found = printed(MADE).split()
    assert several == "True"
    assert found[-7:] == ["first", "second", "third", "fourth", "first", "fourth", "second"]


def test_a_start_makes_all_classes_of_widgets_so() -> None:
    assert printed(DEFERRED) == "reader.ui.patches.classes False\n"
