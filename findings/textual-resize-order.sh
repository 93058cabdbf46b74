#!/usr/bin/env bash
# Which of two changes of a terminal's size Textual takes for the last one.
#
# Version:   Textual 8.2.8, Python 3.11
# Behaviour: Its handler of SIGWINCH reads the size and then posts it. A second signal that comes between the two is
#            handled at once, in the middle of the first: the newer size is posted first, and the older one after it.
#            Of events that wait, the last one replaces those before it, so the app keeps the older size until the
#            window changes again.
# Guessed:   The last size that the terminal had is the last one that the app is told.
# Seen:      A terminal of 80x24 becomes 30x8, and 100x30 before 30x8 was posted: the app has 30x8, the terminal 100x30.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check textual==8.2.8

cat >"$work/app.py" <<'PYTHON'
import fcntl
import os
import signal
import struct
import sys
import termios

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver


def set_size(columns, rows):
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


class Driver(LinuxDriver):
    """Has the second signal come at the moment at which it matters."""

    def _get_terminal_size(self):
        size = super()._get_terminal_size()
        if size == (30, 8):
            set_size(100, 30)
            signal.raise_signal(signal.SIGWINCH)
            signal.signal(signal.SIGWINCH, signal.SIG_IGN)
        return size


class Sized(App):
    def on_ready(self):
        set_size(30, 8)
        signal.raise_signal(signal.SIGWINCH)
        self.set_timer(2, self.tell)

    def tell(self):
        with open(sys.argv[1], "w") as file:
            columns, rows = os.get_terminal_size(0)
            file.write(f"app {self.size.width}x{self.size.height}, terminal {columns}x{rows}")
        self.exit()


Sized(driver_class=Driver).run()
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
fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
process = subprocess.Popen(
    [f"{work}/venv/bin/python", f"{work}/app.py", f"{work}/seen"],
    stdin=slave,
    stdout=slave,
    stderr=slave,
    env={"PATH": os.environ["PATH"], "HOME": work, "TERM": "xterm-256color", "LANG": "C.UTF-8"},
    start_new_session=True,
    preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
)
while process.poll() is None:
    if select.select([master], [], [], 0.2)[0]:
        os.read(master, 65536)
seen = open(f"{work}/seen").read()
print(seen)
assert seen == "app 30x8, terminal 100x30", seen
PYTHON
