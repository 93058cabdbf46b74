#!/usr/bin/env bash
# When GNU screen hands on a lone Escape key.
#
# Version:   GNU screen 4.09.00 (Debian 12's package screen 4.9.0-4)
# Behaviour: At once, unless the program in it has asked for mouse reports (mode 1000): then Escape is kept back until the
#            next key, however long that takes, and both arrive together, as Alt and that key.
# Guessed:   Screen's own wait for the rest of a sequence (maptimeout, 300 ms) ends in both cases.
# Seen:      Without reports "\e" arrives, then "x"; with them "\ex" arrives in one piece 1.5 s after Escape was pressed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && apt-get download -qq screen=4.9.0-4 && dpkg-deb -x screen_*.deb unpacked)

python3 - "$work" <<'PYTHON'
import ast
import fcntl
import os
import pty
import re
import select
import subprocess
import sys
import termios
import time

work = sys.argv[1]
os.mkdir(f"{work}/sockets", 0o700)
with open(f"{work}/screenrc", "w") as file:
    file.write("startup_message off\n")
INSIDE = """
import os, sys, tty
tty.setcbreak(0)
os.write(1, sys.argv[1].encode().decode("unicode_escape").encode() + b"ready")
heard = b""
while not heard.endswith(b"x"):
    piece = os.read(0, 100)
    heard += piece
    os.write(1, b" <" + repr(piece).encode() + b">")
os.write(1, b" done")
"""


def heard(mode):
    """The pieces in which Escape and, 1.5 s later, x arrive."""
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (24, 200))
    process = subprocess.Popen(
        [f"{work}/unpacked/usr/bin/screen", "-c", f"{work}/screenrc", sys.executable, "-c", INSIDE, mode],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={
            "PATH": os.environ["PATH"],
            "HOME": work,
            "SCREENDIR": f"{work}/sockets",
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
        },
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    shown = b""

    def read_until(text, seconds):
        nonlocal shown
        end = time.monotonic() + seconds
        while text not in shown and (left := end - time.monotonic()) > 0:
            if select.select([master], [], [], left)[0]:
                shown += os.read(master, 65536)

    read_until(b"ready", 20)
    os.write(master, b"\x1b")
    read_until(b"done", 1.5)
    os.write(master, b"x")
    read_until(b"done", 20)
    process.kill()
    return [ast.literal_eval(piece) for piece in re.findall(r"<(b'[^']*')>", shown.decode())]


without, reporting = heard(""), heard(r"\x1b[?1000h")
print(f"GNU screen: Escape and x arrive as {without}, with mouse reports as {reporting}")
raise SystemExit(without != [b"\x1b", b"x"] or reporting != [b"\x1bx"])
PYTHON
