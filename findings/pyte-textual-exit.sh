#!/usr/bin/env bash
# The last screen of a Textual app in pyte, the terminal emulator that tests of terminal programs look through.
#
# Version:   Textual 8.2.8, pyte 0.8.2
# Behaviour: A Textual app that ends turns the kitty keyboard protocol off with CSI < u. pyte does not know the "<",
#            stops reading the sequence there and draws the "u" at the cursor, over the first letter of the app. pyte
#            has no alternate screen either, so the letter stays. CSI > 25 u, which turns the protocol on, is skipped.
# Guessed:   An emulator skips all of a sequence that it does not know, as pyte does at the start.
# Seen:      "Tokens for Thought" becomes "uokens for Thought".
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check textual==8.2.8 pyte==0.8.2

cat >"$work/app.py" <<'PYTHON'
from textual.app import App
from textual.widgets import Static


class Paper(App):
    def compose(self):
        yield Static("Tokens for Thought", markup=False)

    def on_mount(self):
        self.set_timer(1, self.exit)


Paper().run()
PYTHON

TERM=xterm-256color "$work/venv/bin/python" - "$work/app.py" >"$work/seen" <<'PYTHON'
import fcntl
import os
import pty
import struct
import sys
import termios
from importlib.metadata import version

import pyte

COLUMNS, ROWS = 40, 6


def output(*command):
    """Everything that a program writes to its terminal."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    written = b""
    try:
        while more := os.read(terminal, 65536):
            written += more
    except OSError:  # Linux says so when the other side is closed.
        pass
    os.waitpid(pid, 0)
    return written


written = output(sys.executable, sys.argv[1])
screen = pyte.Screen(COLUMNS, ROWS)
stream = pyte.ByteStream(screen)
before, pop, after = written.rpartition(b"\x1b[<u")
print("Textual", version("textual"), "pyte", version("pyte"))
for part in (before, pop, after):
    stream.feed(part)
    print(screen.display[0].rstrip())
PYTHON

cat "$work/seen"
diff - "$work/seen" <<'EXPECTED'
Textual 8.2.8 pyte 0.8.2
Tokens for Thought
uokens for Thought
uokens for Thought
EXPECTED
