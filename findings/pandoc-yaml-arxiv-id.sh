#!/usr/bin/env bash
# An arXiv id that ends in 0, in a bibliography in YAML that pandoc writes and reads back.
#
# Version:   pandoc 3.9, as in pypandoc_binary 1.17
# Behaviour: From CSL JSON, where the id is a string, pandoc writes `number: 2608.01230` without quotation marks, and
#            then reads its own file as a number: 2608.0123. So the id is wrong, and a citation key that is an id, too.
#            The writer does know that danger: it puts the names "No" and "Null" into quotation marks.
# Guessed:   What was a string in JSON comes back as that string.
# Seen:      2608.01230 -> 2608.0123, version 1.10 -> 1.1; the lines are at the end.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check pypandoc_binary==1.17
pandoc=$("$work/venv/bin/python" -c 'import pypandoc; print(pypandoc.get_pandoc_path())')

cat >"$work/papers.json" <<'JSON'
[{"id": "2608.01230", "type": "article", "title": "Tokens for Thought", "number": "2608.01230", "version": "1.10",
  "author": [{"family": "No", "given": "Jane"}, {"literal": "Null"}]}]
JSON
"$pandoc" -f csljson -t markdown -s "$work/papers.json" >"$work/papers.md"
"$pandoc" -f markdown -t csljson "$work/papers.md" >"$work/back.json"
{
    "$pandoc" --version | head -n 1
    echo "written as YAML:"
    grep -E 'id:|number:|version:|family:|literal:' "$work/papers.md"
    echo "read again:"
    grep -E '"(id|number|version|family|literal)":' "$work/back.json"
} >"$work/seen"

cat "$work/seen"
diff - "$work/seen" <<'EXPECTED'
pandoc 3.9
written as YAML:
  - family: "No"
  - literal: "Null"
  id: 2608.01230
  number: 2608.01230
  version: 1.10
read again:
        "family": "No",
        "literal": "Null"
    "id": "2608.0123",
    "number": "2608.0123",
    "version": "1.1"
EXPECTED
