"""The thread that writes is given each frame as one."""

from __future__ import annotations

import sys
from ast import literal_eval
from pathlib import Path

from tests.terminal import Terminal, environment

BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"
NOTED = """
import sys
from pathlib import Path
from textual.drivers._writer_thread import WriterThread

log, write = Path(sys.argv.pop(1)), WriterThread.write

def noted(self, text):
    with log.open("a") as stream:
        stream.write(repr(text) + "\\n")
    write(self, text)

WriterThread.write = noted
from reader.cli import main
sys.exit(main())
"""


def test_a_frame_is_one_piece(tmp_path: Path) -> None:
    argv = (sys.executable, "-c", NOTED, str(tmp_path / "log"), "--sample")
    with Terminal(argv, env=environment(tmp_path)) as reader:
        reader.wait_for("Mamba", "move")
        reader.press(b"\x1b[?2026;2$y")
        reader.press("j")
        reader.wait_for("arXiv 2308.04079")
        reader.press("q")
        assert reader.wait() == 0
    written = [literal_eval(line) for line in (tmp_path / "log").read_text().splitlines()]
    frames = [text for text in written if BEGIN in text or END in text]
    assert frames
    for frame in frames:
        assert frame.startswith(BEGIN)
        assert frame.endswith(END)
        assert len(frame) > len(BEGIN + END)
