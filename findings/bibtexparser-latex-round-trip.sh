#!/usr/bin/env bash
# An entry written with bibtexparser's LatexEncodingMiddleware and read with its LatexDecodingMiddleware.
#
# Version:   bibtexparser 2.1.0 with pylatexenc 2.11
# Behaviour: The writer turns the Hungarian ű into ú, another letter, while ő keeps its accent; this comes from
#            pylatexenc's table. The writer puts a URL into \url{...}, as TeX wants it; the reader then takes the % of
#            %20 for the start of a TeX comment, and the rest of the URL is gone.
# Guessed:   The one reads what the other wrote, and a letter is encoded correctly or left alone.
# Seen:      Fűrész -> Fúrész, .../Attention%20maps.pdf -> .../Attention; the lines are at the end.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check bibtexparser==2.1.0 pylatexenc==2.11

PYTHONIOENCODING=utf-8 "$work/venv/bin/python" - >"$work/seen" <<'PYTHON'
from importlib.metadata import version

from bibtexparser import Library, parse_string, write_string
from bibtexparser.middlewares import LatexDecodingMiddleware, LatexEncodingMiddleware
from bibtexparser.model import Entry, Field

FIELDS = {
    "title": "Erdős numbers of language models",
    "author": "Fűrész, Jenő",
    "url": "https://example.org/Attention%20maps.pdf",
}

print("bibtexparser", version("bibtexparser"))
entry = Entry("misc", "saw", [Field(name, text) for name, text in FIELDS.items()])
written = write_string(Library([entry]), prepend_middleware=[LatexEncodingMiddleware()])
[read] = parse_string(written, append_middleware=[LatexDecodingMiddleware()]).entries
print(written.strip().expandtabs(4))
for field in read.fields:
    print(f"{field.key:8}{'same' if field.value == FIELDS[field.key] else 'other':7}{field.value}")
PYTHON

cat "$work/seen"
diff - "$work/seen" <<'EXPECTED'
bibtexparser 2.1.0
@misc{saw,
    title = {Erd\H{o}s numbers of language models},
    author = {F\'{u}r\'esz, Jen\H{o}},
    url = {\url{https://example.org/Attention%20maps.pdf}}
}
title   same   Erdős numbers of language models
author  other  Fúrész, Jenő
url     other  https://example.org/Attention
EXPECTED
