#!/usr/bin/env bash
# Straight single quotes and apostrophes in a title, from CSL JSON to CSL JSON with pandoc.
#
# Version:   pandoc 3.9, as in pypandoc_binary 1.17
# Behaviour: Pandoc takes titles for text with quotations and writes each pair of single marks as double ones. What it
#            pairs need not be a quotation: the apostrophe of a decade and the mark behind feet become one around the
#            words between them. In names all marks become apostrophes, as they do within words.
# Guessed:   Reading and writing the same format keeps the text of a title, or at least the kind of its marks.
# Seen:      'between' -> “between”, and the '90s, 5' high -> the “90s, 5” high; the lines are at the end.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check pypandoc_binary==1.17
pandoc=$("$work/venv/bin/python" -c 'import pypandoc; print(pypandoc.get_pandoc_path())')

cat >"$work/papers.json" <<'JSON'
[{"id": "a", "type": "article", "title": "Reading 'between' the threads", "author": [{"literal": "The 'Loom' Team"}]},
 {"id": "b", "type": "article", "title": "A loom of the '90s, 5' high"},
 {"id": "c", "type": "article", "title": "The weavers' loom isn't slow"}]
JSON
{
    "$pandoc" --version | head -n 1
    "$pandoc" -f csljson -t csljson "$work/papers.json" | grep -oP '"(title|literal)": .*'
} >"$work/seen"

cat "$work/seen"
diff - "$work/seen" <<'EXPECTED'
pandoc 3.9
"literal": "The ’Loom’ Team"
"title": "Reading “between” the threads",
"title": "A loom of the “90s, 5” high",
"title": "The weavers’ loom isn’t slow",
EXPECTED
