"""Takes the reader's guards away one at a time and says whether a test sees it: `make mutations`.

Each is taken out of a copy of the checkout, in which the test files beside it are run. A guard that nothing misses
there, whose text is not in the code any more, or whose tests fail without that, is a failure here.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from tests.terminal import CHECKOUT

LIMIT: Final = 240
"""Seconds that the tests of a guard may take; one that hangs without it says nothing about it."""

PASSED, FAILED = 0, 1
"""Exit codes of pytest; all others mean that the tests were not run."""


class Guard(NamedTuple):
    """What keeps something out, and how it looks when it is gone."""

    name: str
    path: str
    there: str
    """Text that occurs once in the file."""
    gone: str
    """What to put there, in code that still runs."""
    tests: tuple[str, ...]
    """Files of which a test has to fail then."""

    def removed(self, code: str) -> str:
        """The code of the file without the guard.

        Raises:
            ValueError: The text is not there once, so that nothing is known about the guard.
        """
        if (times := code.count(self.there)) != 1:
            raise ValueError(f"{self.path} has the text of “{self.name}” {times} times: {self.there!r}")
        return code.replace(self.there, self.gone)


GUARDS: Final = (
    # The two walls that foreign text meets, each by the tests of that one alone.
    Guard(
        "clean: no control character passes the border",
        "reader/papers/text.py",
        'if category == "Cs" or (category == "Cc" and code != 0x0A):',
        "if False:",
        ("tests/papers/test_text.py",),
    ),
    Guard(
        "output filter: no control character is drawn",
        "reader/ui/patches/terminal.py",
        "if control is not None or text.isprintable():",
        "if True:",
        ("tests/ui/patches/test_terminal.py",),
    ),
    Guard(
        "pickle: no row is unpickled",
        "reader/store/feeds/diskcache_rows.py",
        "disk=BytesDisk, **SETTINGS",
        "disk=diskcache.Disk, **SETTINGS",
        ("tests/store/feeds/test_diskcache_rows.py",),
    ),
    Guard(
        "deadline: no answer is waited for without end",
        "reader/hub/client.py",
        "async with asyncio.timeout_at(budget.ends):",
        "async with asyncio.timeout_at(None):",
        ("tests/hub/test_connection.py",),
    ),
    Guard(
        "size: no answer fills the memory",
        "reader/hub/body.py",
        "if max(arrived, body.tell()) > limit:",
        "if False:",
        ("tests/hub/test_faults.py",),
    ),
    Guard(
        "dismissal: a dialog is left once",
        "reader/ui/patches/coming_up.py",
        "return super().dismiss(result) if self.is_active else AwaitComplete()",
        "return super().dismiss(result)",
        ("tests/ui/screens/test_paper.py", "tests/ui/dialogs/test_hasty_keys.py"),
    ),
    Guard(
        "regular file: nothing else is written, renamed or set aside",
        "reader/ownership.py",
        'return "" if stat.S_ISREG(status.st_mode) else _KINDS.get(stat.S_IFMT(status.st_mode), "it is not a file")',
        'return ""',
        ("tests/store/bad_disk/test_not_ours.py",),
    ),
    Guard(
        "origin: the token goes to the endpoint only",
        "reader/hub/transport.py",
        "if value and _origin(url) == _origin(self._url)}",
        "if value}",
        ("tests/hub/test_redirects.py",),
    ),
    Guard(
        "page: another host's page opens no reader",
        "reader/web/server.py",
        'if not self._is_ours(request.headers.get("Origin", "")):',
        "if False:",
        ("tests/web/test_refusals.py",),
    ),
    Guard(
        "atomic write: a file is replaced as a whole",
        "reader/store/state.py",
        'file, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")',
        "file, name = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), str(path)",
        ("tests/store/test_state.py",),
    ),
    Guard(
        "damage: a damaged file is set aside and what is left of it kept",
        "reader/store/sqlite.py",
        "return undecodable or isinstance(cause, DamageError | UnicodeDecodeError) or _code(error) in _DAMAGED",
        "return False",
        ("tests/store/bad_disk/test_damaged.py",),
    ),
)


@contextmanager
def copy() -> Iterator[Path]:
    """A copy of the checkout with all that is not ignored; nothing of what Python compiled."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=CHECKOUT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="daily-papers-") as folder:
        place = Path(folder, "checkout")
        for name in filter(None, listed.stdout.split("\0")):
            if (source := CHECKOUT / name).is_file():
                (place / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, place / name)
        yield place


def tried(place: Path, tests: tuple[str, ...]) -> tuple[int | None, str]:
    """Run test files in a copy until one fails.

    Returns:
        The exit code, None where they took too long; and the name of the test that failed, else the last line.
    """
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    try:
        done = subprocess.run(
            command, cwd=place, capture_output=True, text=True, timeout=LIMIT,
            env={**os.environ, "PYTHONPATH": str(place)},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None, f"took more than {LIMIT} s"
    if failed := re.search(r"^(?:FAILED|ERROR) (.+?)(?: - |$)", done.stdout, re.MULTILINE):
        return done.returncode, failed[1]
    return done.returncode, (done.stdout + done.stderr).strip().splitlines()[-1]


def outcome(guard: Guard) -> tuple[bool, str]:
    """Whether a test sees that a guard is gone, and which; or what is wrong instead."""
    with copy() as place:
        file = place / guard.path
        try:
            file.write_text(guard.removed(file.read_text(encoding="utf-8")), encoding="utf-8")
        except (OSError, ValueError) as error:
            return False, str(error)
        code, words = tried(place, guard.tests)
    if code == FAILED:
        return True, words
    return False, f"nothing misses it ({words})" if code == PASSED else f"the tests were not run: {words}"


def main() -> int:
    """Try all guards, or those whose names have one of the words that are given."""
    words = sys.argv[1:]
    guards = [guard for guard in GUARDS if not words or any(word in guard.name for word in words)]
    if not guards:
        print(f"no guard is called {' or '.join(words)}")  # noqa: T201
        return 2
    began = time.perf_counter()
    with copy() as place:
        code, said = tried(place, tuple(sorted({test for guard in guards for test in guard.tests})))
    if code != PASSED:
        print(f"With all guards in their places the tests do not pass: {said}")  # noqa: T201
        return 1
    survived = 0
    for guard in guards:
        killed, said = outcome(guard)
        survived += not killed
        print(f"{'killed  ' if killed else 'SURVIVED'}  {guard.name}\n          {said}", flush=True)  # noqa: T201
    print(f"{len(guards) - survived} of {len(guards)} killed, {time.perf_counter() - began:.0f} s")  # noqa: T201
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main())
