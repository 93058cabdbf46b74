#!/usr/bin/env bash
# What an empty NO_COLOR does.
#
# Version:   Textual 8.2.8, Rich 15.0.0, Python 3.11
# Behaviour: Textual turns colours off where NO_COLOR is set to nothing; Rich, which it is built on, does not. So what one
#            program prints with Rich keeps its colours, while its full-screen part is grey.
# Guessed:   Both do what no-color.org asks for: only a NO_COLOR that is not empty counts.
# Seen:      With NO_COLOR= the console of Rich has colours and the app has none; with NO_COLOR=1 neither has.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check textual==8.2.8 rich==15.0.0

cat >"$work/asked.py" <<'PYTHON'
from rich.console import Console
from textual.app import App

console = Console(force_terminal=True, color_system="truecolor")
print(f"rich: {not console.no_color}, textual: {not App().no_color}")
PYTHON

seen=$(
  for value in "" 1; do
    NO_COLOR=$value "$work/venv/bin/python" "$work/asked.py"
  done
)
printf 'colours with an empty NO_COLOR, and with NO_COLOR=1:\n%s\n' "$seen"
[ "$seen" = $'rich: True, textual: False\nrich: False, textual: False' ]
