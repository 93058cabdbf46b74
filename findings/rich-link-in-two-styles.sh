#!/usr/bin/env bash
# A link in Rich of which a part is bold, as a terminal sees it.
#
# Version:   Rich 15.0.0
# Behaviour: A hyperlink is written with the id of its style (OSC 8, id=…), by which a terminal knows that pieces in several
#            places are one link. Where another style is laid over a part of a linked text, the style of that part is a
#            sum, and a sum has an id of its own: a link with a bold word in it is two links, which are underlined apart
#            under the mouse. Lines that are only wrapped keep the id. An app whose matches stand out inside of links has
#            to write the ids itself.
# Guessed:   One link given once has one id, whatever is laid over it.
# Seen:      1 id for the wrapped link, 2 for the one with a bold word.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check rich==15.0.0

"$work/venv/bin/python" - <<'PYTHON'
import io
import re
from importlib.metadata import version

from rich.console import Console
from rich.style import Style
from rich.text import Text

WORDS = "Attention with a window that slides over the sequence"


def ids(bold: bool) -> set[str]:
    """The ids that a link has when it is printed in 20 columns."""
    written = io.StringIO()
    text = Text(WORDS)
    text.stylize(Style(link="https://example.org/paper"))
    if bold:
        text.stylize("bold", WORDS.index("window"), WORDS.index(" that"))
    Console(file=written, force_terminal=True, width=20).print(text)
    return set(re.findall(r"\x1b\]8;id=([^;]+);", written.getvalue()))


plain, marked = len(ids(bold=False)), len(ids(bold=True))
print(f"Rich {version('rich')}: {plain} id for the wrapped link, {marked} for the one with a bold word")
raise SystemExit((plain, marked) != (1, 2))
PYTHON
