#!/usr/bin/env bash
# What GNU screen makes of a long string for the terminal around it.
#
# Version:   GNU screen 4.09.00 (Debian 12's package screen 4.9.0-4)
# Behaviour: A device control string (`\eP`…`\e\\`) is passed on without its frame, so that a program can reach the terminal
#            around screen, such as its clipboard. Of a longer one the first 768 bytes are lost, and the rest is text.
# Guessed:   A string is passed on whole, or dropped whole.
# Seen:      A title of 700 letters reaches the terminal as it is; of 1,000 letters the last 236 stand on the screen.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && apt-get download -qq screen=4.9.0-4 && dpkg-deb -x screen_*.deb unpacked)

python3 - "$work" <<'PYTHON'
import fcntl
import os
import pty
import re
import select
import subprocess
import sys
import termios

work = sys.argv[1]
os.mkdir(f"{work}/sockets", 0o700)
with open(f"{work}/screenrc", "w") as file:
    file.write("startup_message off\n")


def seen(size: int) -> bytes:
    """What the terminal around screen is sent for a title of so many letters."""
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (24, 80))
    title = f"\\033P\\033]2;{'t' * size}\\007\\033\\\\"
    process = subprocess.Popen(
        [f"{work}/unpacked/usr/bin/screen", "-c", f"{work}/screenrc", "/bin/sh", "-c", f"printf '{title} done'; sleep 60"],
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
    while b"done" not in shown and select.select([master], [], [], 20)[0]:
        shown += os.read(master, 65536)
    process.kill()
    return shown


short, long = seen(700), seen(1000)
passed = b"\x1b]2;" + b"t" * 700 + b"\x07" in short
dropped = b"\x1b]2;ttt" not in long
(rest,) = re.findall(b"t{20,}", long)
print(f"700 letters are passed on: {passed}; 1,000 are not: {dropped}, but {len(rest)} of them stand on the screen")
raise SystemExit(not (passed and dropped and 0 < len(rest) < 1000))
PYTHON
