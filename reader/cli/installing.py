"""The completion script of a shell where that looks for it, put there and taken away again."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from shlex import quote
from typing import Final

from reader.cli.io import input_, output, print_notice
from reader.errors import StoreError, UseError
from reader.papers.text import clean

_FIRST: Final = "# Completion of daily-papers; `daily-papers completion zsh --uninstall` removes these lines."
_LAST: Final = "# End of the completion of daily-papers."
_LINES: Final = re.compile(rf"\n?^{re.escape(_FIRST)}\n.*?^{re.escape(_LAST)}\n", re.MULTILINE | re.DOTALL)
_BASH_COMPLETION: Final = (
    *("/usr/share/bash-completion/bash_completion", "/usr/local/share/bash-completion/bash_completion"),
    *("/opt/homebrew/share/bash-completion/bash_completion", "/etc/bash_completion"),
)
"""Where the package bash-completion is, without which bash looks for no scripts."""


def install(shell: str, script: str, mark: str, environ: Mapping[str, str]) -> None:
    """Put a script where its shell looks for it, and say where that is.

    Args:
        shell: The shell.
        script: Its script.
        mark: What is in each script of this program, but not in another's file.
        environ: The environment.

    Raises:
        StoreError: A file cannot be written, or another's is in its place.
    """
    place = _place(shell, environ)
    changed = [path for path in (_put(place, script, mark), _begin(place, environ) if shell == "zsh" else None) if path]
    if not changed:
        print_notice(f"Completion in {shell} is installed already: {clean(str(place))}.")
        return
    print_notice(f"Completion in {shell} installed: {' and '.join(clean(str(path)) for path in changed)} written.")
    needs = " It needs the package bash-completion, which was not found."
    lacks = shell == "bash" and not any(map(os.path.exists, _BASH_COMPLETION))
    print_notice(f"Open a new shell to use it.{needs if lacks else ''} --uninstall undoes this.")


def uninstall(shell: str, mark: str, environ: Mapping[str, str]) -> None:
    """Take away what `install` did, and say what that was.

    Raises:
        StoreError: A file cannot be written, or another's is in the place of the script.
    """
    place, startup = _place(shell, environ), _zshrc(environ)
    done = []
    if (text := _read(place)) is not None:
        _check_ours(place, text, mark)
        try:
            place.unlink()
        except OSError as error:
            raise StoreError(f"{clean(str(place))} cannot be removed: {error.strerror}.") from error
        done.append(f"{clean(str(place))} removed")
    if shell == "zsh" and (text := _read(startup)) is not None and _LINES.search(text):
        _write(startup, _LINES.sub("", text))
        done.append(f"its lines taken out of {clean(str(startup))}")
    said = f"uninstalled: {', '.join(done)}." if done else "is not installed."
    print_notice(f"Completion in {shell} {said}")


def _place(shell: str, environ: Mapping[str, str]) -> Path:
    from reader.store.paths import home

    if shell == "zsh":
        return home() / ".zfunc/_daily-papers"
    if shell == "fish":
        return _folder(environ, "XDG_CONFIG_HOME", ".config") / "fish/completions/daily-papers.fish"
    if own := environ.get("BASH_COMPLETION_USER_DIR", "").partition(":")[0]:
        return Path(own) / "completions/daily-papers"
    return _folder(environ, "XDG_DATA_HOME", ".local/share") / "bash-completion/completions/daily-papers"


def _folder(environ: Mapping[str, str], variable: str, below: str) -> Path:
    from reader.store.paths import home

    named = Path(environ.get(variable, ""))
    return named if named.is_absolute() else home() / below


def _zshrc(environ: Mapping[str, str]) -> Path:
    from reader.store.paths import home

    named = environ.get("ZDOTDIR", "")
    return (Path(named) if named else home()) / ".zshrc"


def _put(place: Path, script: str, mark: str) -> Path | None:
    """Write a script, and return its place if it was not there already."""
    text = _read(place)
    if text == script:
        return None
    if text is not None:
        _check_ours(place, text, mark)
    _write(place, script)
    return place


def _begin(script: Path, environ: Mapping[str, str]) -> Path | None:
    """Have zsh read its script as it starts, after what it reads already; return the file if that was not so."""
    startup, name = _zshrc(environ), quote(str(script))
    text = _read(startup) or ""
    ready = "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }"
    lines = f"{_FIRST}\n{ready}\n[[ -r {name} ]] && source {name}\n{_LAST}\n"
    if lines in text:
        return None
    kept = _LINES.sub("", text)
    if kept:
        kept = kept.removesuffix("\n") + "\n\n"
    _write(startup, kept + lines)
    return startup


def _check_ours(place: Path, text: str, mark: str) -> None:
    if mark not in text:
        raise StoreError(f"{clean(str(place))} is not a script of daily-papers, and stays as it is. Remove it first.")


def _read(path: Path) -> str | None:
    """What is in a file, byte for byte, or None where there is none."""
    if not os.path.lexists(path):
        return None
    with input_(str(path)) as stream:
        return stream.read().decode(errors="surrogateescape")


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{clean(str(path.parent))} cannot be created: {error.strerror}.") from error
    with output(str(path), private=False) as stream:
        stream.write(text.encode(errors="surrogateescape"))


def shell_of(environ: Mapping[str, str], shells: tuple[str, ...]) -> str:
    """The user's shell.

    Raises:
        UseError: It is none of these.
    """
    name = os.path.basename(environ.get("SHELL", ""))  # noqa: PTH119 - the name of a program
    if name not in shells:
        known = f"{', '.join(shells[:-1])} or {shells[-1]}"
        raise UseError(f"Name the shell: {known}. Your own (SHELL) is {clean(name) or 'not known'}.")
    return name
