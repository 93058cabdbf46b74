"""Standard input and output, files, and one-line errors."""

from __future__ import annotations

import _signal  # type: ignore[import-not-found] # What `signal` is made of, which takes 2 ms.
import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from typing import IO, TYPE_CHECKING, Final

from reader.errors import ReaderError, StoreError, UseError

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console


INTERRUPTED: Final = 130
"""The exit code after Ctrl-C."""


def run_command(call: Callable[[], object]) -> int:
    """Make a call, report a failure in one line on stderr, and return the exit code."""
    try:
        call()
    except ReaderError as error:
        return print_error(str(error), 2 if isinstance(error, UseError) else 1)
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


@contextmanager
def interruptible() -> Iterator[None]:
    """Have Ctrl-C raise `KeyboardInterrupt` during a block, so that what was begun is undone or closed."""
    former = _signal.getsignal(_signal.SIGINT)
    if former is None or former == _signal.SIG_IGN:
        yield
        return
    _signal.signal(_signal.SIGINT, _signal.default_int_handler)
    try:
        yield
    finally:
        _signal.signal(_signal.SIGINT, former)


@contextmanager
def resuming(call: Callable[[], None]) -> Iterator[None]:
    """Make a call each time that the process goes on after Ctrl-Z, during a block of the main thread.

    Standard input is a terminal; the shell gets it in the modes that it has now, and the block in those that it set.
    """
    suspend = getattr(_signal, "SIGTSTP", None)  # Windows has none.
    if suspend is None or _signal.getsignal(suspend) != _signal.SIG_DFL:
        yield
        return

    import termios

    before = termios.tcgetattr(0)

    def stop(*_: object) -> None:
        # Not SIGCONT, which may come to a thread that does not wait for the input.
        is_ours = os.tcgetpgrp(0) == os.getpgrp()  # Not where the shell only waited for what started this process.
        modes = termios.tcgetattr(0)
        if is_ours:
            termios.tcsetattr(0, termios.TCSANOW, before)
        _signal.signal(suspend, _signal.SIG_DFL)
        os.kill(os.getpid(), suspend)
        _signal.signal(suspend, stop)
        if is_ours:
            termios.tcsetattr(0, termios.TCSANOW, modes)
        call()

    _signal.signal(suspend, stop)
    try:
        yield
    finally:
        _signal.signal(suspend, _signal.SIG_DFL)


def print_error(sentence: str, code: int) -> int:
    """Write a sentence to stderr, if it can be written to, and return the code."""
    from reader.papers.text import clean_document
    from reader.startup import snapshot

    snapshot.restore()
    if sys.stderr is not None:
        # The name of a file can hold anything, and so can a variable.
        sentence = sentence if sentence.isprintable() else clean_document(sentence)
        # A full disk or a closed pipe: the work goes on, and the exit code tells.
        with suppress(OSError):
            sys.stderr.write(f"{_filled(sentence)}\n")
    return code


_COMMAND: Final = ": daily-papers "
_UNBROKEN: Final = "\xa0"


def _filled(sentence: str) -> str:
    """What is written of a sentence: on a terminal lines that end between words, but not in a command to be copied."""
    from reader.host import tty

    text = f"daily-papers: {sentence}"
    columns = os.get_terminal_size(sys.stderr.fileno()).columns if tty.is_terminal(sys.stderr) else 0
    if not 0 < columns < len(text):
        return text
    import textwrap

    before, colon, command = sentence.partition(_COMMAND)
    rest = f": {f'{colon[2:]}{command}'.replace(' ', _UNBROKEN)}" if colon else ""
    text = f"daily-papers: {before}{rest}"
    return textwrap.fill(text, columns, break_long_words=False, break_on_hyphens=False).replace(_UNBROKEN, " ")


def print_written(count: int, noun: str, name: str) -> None:
    """Say what was written to a file, or to stdout for `-`."""
    from reader.papers.humanize import exactly

    print_notice(f"{exactly(count, noun)} written to {_shown(name, 'stdout')}.")


_told: Callable[[str], None] | None = None
"""Takes notices in place of stderr."""


def print_notice(sentence: str) -> None:
    """Write a sentence that is not a failure to stderr, or to whoever takes notices for now."""
    if _told is not None:
        _told(sentence)
    else:
        print_error(sentence, 0)


@contextmanager
def notices_to(take: Callable[[str], None]) -> Iterator[None]:
    """Have notices taken during a block, as lines of a dialogue that stderr is not part of."""
    global _told
    _told = take
    try:
        yield
    finally:
        _told = None


def stop_writing() -> None:
    """Write nothing more to stdout: Python would try again as it exits what could not be written."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.close(null)


def console(*, stderr: bool = False) -> Console:
    """What writes on a terminal: nothing of a text is markup, and there are colours where the user wants some."""
    import rich.console

    from reader.host import tty

    is_plain = tty.wants_colours(os.environ) is False
    return rich.console.Console(stderr=stderr, markup=False, emoji=False, highlight=False, no_color=is_plain)


STANDARD: Final = "-"
"""The name of stdin and of stdout."""


def may_exist(path: Path) -> bool:
    """Whether a file exists, or may exist because looking is not permitted."""
    try:
        return path.exists()
    except OSError:
        return True


@contextmanager
def input_(name: str) -> Iterator[IO[bytes]]:
    """Open a file, or stdin for `-`, for reading.

    Raises:
        StoreError: It cannot be read.
    """
    from pathlib import Path

    try:
        with _standard(sys.stdin, "rb") if name == STANDARD else Path(name).open("rb") as stream:
            yield stream
    except OSError as error:
        raise StoreError(f"{_shown(name, 'stdin')} cannot be read: {error.strerror}.") from error


@contextmanager
def output(name: str, *, over: bool = True, private: bool = True) -> Iterator[IO[bytes]]:
    """Open a file, which is replaced only once the new one is complete, or stdout for `-`, for writing.

    Args:
        name: The file; a device or a pipe is written to directly.
        over: Whether an existing file may be replaced.
        private: Whether only the user may read it; otherwise it gets the permissions that the user's files have.

    Raises:
        StoreError: It cannot be written, or exists and may not be replaced.
    """
    from pathlib import Path

    try:
        with _standard(sys.stdout, "wb") if name == STANDARD else _place(Path(name), over, private) as stream:
            yield stream
    except BrokenPipeError:
        return  # The reader of the pipe has seen enough.
    except OSError as error:
        raise StoreError(f"{_shown(name, 'stdout')} cannot be written: {_reason(error, name)}.") from error


def _standard(stream: IO[str] | None, mode: str) -> IO[bytes]:
    """A second stream on a standard one, so that Python does not retry a failed write when it exits."""
    if stream is None:
        raise OSError(errno.EBADF, "it is closed")
    opened: IO[bytes] = os.fdopen(stream.fileno(), mode, closefd=False)
    return opened


def _place(path: Path, over: bool, private: bool) -> AbstractContextManager[IO[bytes]]:
    from reader import ownership
    from reader.host import files

    # A device or a pipe is written to; it must not be replaced by a file.
    if path.exists() and not path.is_file() and not path.is_dir():
        return files.opened(path)
    place = ownership.place(path)
    _check_may_replace(path, over)
    return _replaced(place.resolve(), over, private)


def _check_may_replace(path: Path, over: bool) -> None:
    if not over and path.exists():
        from reader.papers.text import clean

        raise StoreError(f"{clean(str(path))} already exists. Use --force to overwrite it.")


def _replaced(path: Path, over: bool, private: bool) -> AbstractContextManager[IO[bytes]]:
    from reader.host import files

    mode = files.PRIVATE if private else files.SHARED
    return files.replaced(path, partial(_check_may_replace, path, over), mode=mode)


def _reason(error: OSError, name: str) -> str:
    from pathlib import Path

    from reader.host import files

    return str(error.strerror) if name == STANDARD else files.reason(error, Path(name).absolute().parent)


def _shown(name: str, standard: str) -> str:
    from reader.papers.text import clean

    return standard if name == STANDARD else clean(name) or "A file without a name"
