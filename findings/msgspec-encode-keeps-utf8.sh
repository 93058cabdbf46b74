#!/usr/bin/env bash
# What texts weigh after msgspec has written them as JSON.
#
# Version:   msgspec 0.22.0, CPython 3.11
# Behaviour: Encoding a text that is not ASCII leaves its UTF-8 in the text object, where CPython caches it, until the
#            text is freed. Encoding a whole day of papers to store it makes every abstract with one Greek letter weigh
#            up to twice as much from then on. The standard library's json leaves texts as they are, and so does
#            encoding ASCII.
# Guessed:   An encoder only reads, and its result is all the memory that it takes.
# Seen:      A text of 1,000 "é": 1,073 bytes before, 3,074 after; of 1,000 "e" it stays.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check msgspec==0.22.0

cat >"$work/weigh.py" <<'PYTHON'
import json
import sys

import msgspec

for name, encode in (("json", json.dumps), ("msgspec", msgspec.json.encode)):
    for letter in "eé":
        text = letter * 1000
        before = sys.getsizeof(text)
        encode([text])
        print(f"{name}, {letter}: {sys.getsizeof(text) - before} bytes more")
PYTHON

"$work/venv/bin/python" "$work/weigh.py" >"$work/seen"
cat "$work/seen"
diff - "$work/seen" <<'EXPECTED'
json, e: 0 bytes more
json, é: 0 bytes more
msgspec, e: 0 bytes more
msgspec, é: 2001 bytes more
EXPECTED
