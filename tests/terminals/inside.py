"""What runs in a terminal that is tested: it asks for its modes, passes the reader through, asks again, and stays."""

from __future__ import annotations

import fcntl
import json
import os
import re
import select
import signal
import subprocess
import sys
import termios
import tty
from pathlib import Path
from typing import Final

from tests.terminal import READER

_MODES: Final = (7, 25, 1000, 1002, 1003, 1004, 1006, 1015, 1016, 1049, 2004)
_ASK: Final = "".join(f"\x1b[?{mode}$p" for mode in _MODES) + "\x1b[?u\x1b[6n\x1b[c"
"""Private modes (DECRQM), the kitty keyboard, where the cursor is (DSR), and what all answer, at last (DA)."""
_KIND: Final = re.compile(rb"\x1b\[\?[0-9;]*c")


def answers() -> list[str]:
    """What the terminal answers."""
    os.write(1, _ASK.encode())
    heard = b""
    while not _KIND.search(heard):
        heard += os.read(0, 4096)
    return re.findall(r"\x1b\[[^\x1b]*", heard.decode())


def passed_through(log: Path) -> int:
    """Run the reader in a pty as large as the terminal, pass on and keep what it writes, and return its exit code."""
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, fcntl.ioctl(0, termios.TIOCGWINSZ, bytes(8)))
    with (
        log.open("wb", buffering=0) as file,
        subprocess.Popen(
            [*READER, "--sample"], stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        ) as reader,
    ):  # fmt: skip
        os.close(slave)
        while True:
            ready = select.select([0, master], [], [])[0]
            if 0 in ready:
                os.write(master, os.read(0, 4096))
            if master in ready:
                try:
                    data = os.read(master, 65_536)
                except OSError:  # It has ended.
                    break
                file.write(data)
                os.write(1, data)
    return reader.returncode


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    tty.setraw(0)
    told = {"before": answers(), "code": passed_through(folder / "log"), "after": answers()}
    (folder / "report.new").write_text(json.dumps(told))
    (folder / "report.new").rename(folder / "report")
    signal.pause()  # Some give back what was copied only while their window is open.
