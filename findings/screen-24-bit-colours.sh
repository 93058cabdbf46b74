#!/usr/bin/env bash
# What GNU screen makes of a 24-bit colour.
#
# Version:   GNU screen 4.09.00 (Debian 12's package screen 4.9.0-4)
# Behaviour: It reads each number of `38;2;RED;GREEN;BLUE` as an attribute by itself: a blue of 7 turns reverse video on,
#            a 3 italics, which it shows as reverse too, the 2 itself makes text dim, and 40 is a black ground. It passes
#            on COLORTERM=truecolor to the programs in it, which is what makes them send such colours.
# Guessed:   A terminal that does not know a colour leaves it out, and one that cannot show it does not promise it.
# Seen:      "\e[38;2;40;3;7mAAA" comes out as dim, reverse and a black ground, and no colour of text.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && apt-get download -qq screen=4.9.0-4 && dpkg-deb -x screen_*.deb unpacked)

python3 - "$work" <<'PYTHON'
import fcntl
import os
import pty
import select
import subprocess
import sys
import termios

work = sys.argv[1]
os.mkdir(f"{work}/sockets", 0o700)
with open(f"{work}/screenrc", "w") as file:
    file.write("startup_message off\n")
master, slave = pty.openpty()
termios.tcsetwinsize(slave, (24, 80))
script = "printf 'COLORTERM is %s \\033[38;2;40;3;7mAAA\\033[0m done' $COLORTERM; sleep 60"
process = subprocess.Popen(
    [f"{work}/unpacked/usr/bin/screen", "-c", f"{work}/screenrc", "/bin/sh", "-c", script],
    stdin=slave,
    stdout=slave,
    stderr=slave,
    env={
        "PATH": os.environ["PATH"],
        "HOME": work,
        "SCREENDIR": f"{work}/sockets",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
    },
    start_new_session=True,
    preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
)
shown = b""
while b"done" not in shown and select.select([master], [], [], 20)[0]:
    shown += os.read(master, 65536)
process.kill()
promised = b"COLORTERM is truecolor" in shown
before = shown[: shown.index(b"AAA")].rpartition(b"truecolor ")[2]
codes = {code for part in before.split(b"\x1b[")[1:] for code in part.rstrip(b"m").split(b";")}
print(f"GNU screen: promises 24 bits: {promised}; codes before the text: {sorted(codes)}")
raise SystemExit(not promised or codes != {b"2", b"7", b"40"})
PYTHON
