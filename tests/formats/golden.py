"""What the commands write of the sample edition, kept beside the tests.

`python -m tests.formats.golden` keeps it anew, and the JSON Schema with it.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Final

import reader.formats
from reader.cli.output import OUTPUT_FORMATS
from reader.formats import DIGEST_FORMATS, FILE_FORMATS, paper_json
from tests.terminal import CHECKOUT, READER, Terminal, environment

FOLDER: Final = Path(__file__).with_name("golden")
DAY: Final = ("2026-08-19", "--sample")
RECIPIENT: Final = ("--to", "Ada <ada@example.org>")
PAPER: Final = ("2106.09685", "--sample")

PIPED: Final = {
    **{f"export.{name}": ("export", *DAY, "--limit", "3", "--format", name) for name in FILE_FORMATS},
    **{f"list.{name}": ("list", *DAY, "--limit", "2", f"--{name}") for name in OUTPUT_FORMATS},
    **{
        f"digest.{name}": ("digest", *DAY, "--top", "3", "--format", name, *(RECIPIENT if name == "eml" else ()))
        for name in DIGEST_FORMATS
    },
    "list.txt": ("list", "--from", "2026-08-18", "--sample"),
    "list.template": ("list", *DAY, "--template", "{id} {{{title}}} {organization}"),
    "list.query": ("list", *DAY, "--query", "org:microsoft", "--sort", "title"),
    "show.txt": ("show", *PAPER),
    "show.json": ("show", *PAPER, "--json"),
}
"""File names, and what writes the files."""
DRAWN: Final = {
    f"{name}-{columns}.screen": (words, columns)
    for name, words in (("list", ("list", *DAY)), ("show", ("show", *PAPER)))
    for columns in (60, 80)
}
"""File names, and what is drawn on a terminal of so many columns without colours."""


def written(words: tuple[str, ...], home: Path) -> bytes:
    """What a command writes to a pipe."""
    done = subprocess.run([*READER, *words], env=environment(home), cwd=CHECKOUT, capture_output=True, check=True)
    return done.stdout


def drawn(words: tuple[str, ...], columns: int, home: Path) -> bytes:
    """What a command writes to a terminal with NO_COLOR."""
    env = environment(home, NO_COLOR="1")
    with Terminal((*READER, *words), env=env, columns=columns, lines=40) as terminal:
        assert terminal.wait() == 0
        return bytes(terminal.output).replace(b"\r\n", b"\n")


def main() -> None:
    """Write all files anew."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        for name, words in PIPED.items():
            (FOLDER / name).write_bytes(written(words, Path(home)))
        for name, (words, columns) in DRAWN.items():
            (FOLDER / name).write_bytes(drawn(words, columns, Path(home)))
    schema = Path(reader.formats.__file__).with_name("paper.schema.json")
    schema.write_text(json.dumps(paper_json.json_schema(), indent=2) + "\n")


if __name__ == "__main__":
    main()
