#!/usr/bin/env bash
# Words of two letters ("AI", "RL") in a query of SQLite's FTS5 with the trigram tokenizer.
#
# Version:   SQLite 3.54.1, as in apsw 3.54.1.0
# Behaviour: A word under three characters has no trigram. Alone it finds nothing; beside another word it is dropped,
#            so adding a word to a query that found nothing finds papers without the first one. With AND written out
#            the query finds nothing again: the implicit AND is not the explicit one. After NOT it excludes nothing.
# Guessed:   `"AI" "safety"` and `"AI" AND "safety"` are the same query, and neither finds a title without "AI".
# Seen:      2 titles against 0; the list is at the end.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check apsw==3.54.1.0

"$work/venv/bin/python" - >"$work/seen" <<'PYTHON'
import apsw

TITLES = ["AI safety by debate", "Road safety at night", "RL without a reward"]
QUERIES = ['"AI"', '"AI" "safety"', '"AI" AND "safety"', '"safety" NOT "AI"', '"AI safety"']

print("SQLite", apsw.sqlite_lib_version())
db = apsw.Connection(":memory:")
db.execute("CREATE VIRTUAL TABLE papers USING fts5(title, tokenize = 'trigram')")
db.executemany("INSERT INTO papers VALUES (?)", [(title,) for title in TITLES])
for query in QUERIES:
    found = db.execute("SELECT title FROM papers WHERE papers MATCH ? ORDER BY rowid", (query,))
    print(f"{query:20}", [title for (title,) in found])
PYTHON

cat "$work/seen"
diff - "$work/seen" <<'EXPECTED'
SQLite 3.54.1
"AI"                 []
"AI" "safety"        ['AI safety by debate', 'Road safety at night']
"AI" AND "safety"    []
"safety" NOT "AI"    ['AI safety by debate', 'Road safety at night']
"AI safety"          ['AI safety by debate']
EXPECTED
