#!/usr/bin/env bash
# Which size an app has whose terminal and whose COLUMNS and LINES say two.
#
# Version:   Textual 8.2.8, Python 3.11
# Behaviour: A full-screen app takes COLUMNS and LINES for the size of its terminal, at its start and after each SIGWINCH:
#            it asks shutil.get_terminal_size, which looks there first. A shell that exports them, as some set-ups do,
#            has every app keep the size of the moment of the export, however the window changes.
# Guessed:   Where there is a terminal, that is asked, and the variables are for output that goes nowhere else.
# Seen:      In a terminal of 100x30 with COLUMNS=40 and LINES=12 the app has 40x12, and 40x12 still when the terminal
#            has become 120x35.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check textual==8.2.8

cat >"$work/app.py" <<'PYTHON'
import sys

from textual.app import App

sizes = []


class Sized(App):
    def on_ready(self):
        self.tell()
        self.set_timer(2, self.leave)

    def tell(self):
        sizes.append(f"{self.size.width}x{self.size.height}")
        with open(sys.argv[1], "w") as file:
            file.write(" ".join(sizes))

    def leave(self):
        self.tell()
        self.exit()


Sized().run()
PYTHON

python3 - "$work" <<'PYTHON'
import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios

work = sys.argv[1]
master, slave = pty.openpty()


def set_size(columns, rows):
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


set_size(100, 30)
process = subprocess.Popen(
    [f"{work}/venv/bin/python", f"{work}/app.py", f"{work}/seen"],
    stdin=slave,
    stdout=slave,
    stderr=slave,
    env={
        "PATH": os.environ["PATH"],
        "HOME": work,
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "COLUMNS": "40",
        "LINES": "12",
    },
    start_new_session=True,
    preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
)
while process.poll() is None:
    if select.select([master], [], [], 0.2)[0]:
        os.read(master, 65536)
    if os.path.exists(f"{work}/seen"):
        set_size(120, 35)
seen = open(f"{work}/seen").read()
print(f"terminal 100x30, then 120x35; app {seen}")
raise SystemExit(seen != "40x12 40x12")
PYTHON
