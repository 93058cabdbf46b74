#!/usr/bin/env bash
# When the line that a widget drew is freed.
#
# Version:   Textual 8.2.8, Rich 15.0.0, Python 3.11
# Behaviour: A strip remembers the parts that it was divided into, and the pieces that were cropped from it. Where the
#            part is all of it, as for a line as wide as its widget, that is the strip itself: it holds itself, and is
#            freed by the collector of cycles only, with its segments, their styles and what those know of widgets.
# Guessed:   A line that nobody shows any more is gone at once.
# Seen:      Of 100 strips divided in the middle none is left without a collection; of 100 divided at their end all are.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check textual==8.2.8 rich==15.0.0

cat >"$work/strips.py" <<'PYTHON'
import gc

from rich.segment import Segment
from textual.strip import Strip


def left(cuts):
    gc.collect()
    gc.disable()
    for number in range(100):
        Strip([Segment(f"line {number:03}")]).divide(cuts)
    count = sum(type(one) is Strip and one.text.startswith("line ") and len(one.text) == 8 for one in gc.get_objects())
    gc.enable()
    return count


print(f"divided in the middle: {left([4, 8])} left; at their end: {left([8])} left")
PYTHON

seen=$("$work/venv/bin/python" "$work/strips.py")
echo "$seen"
[ "$seen" = "divided in the middle: 0 left; at their end: 100 left" ]
