#!/usr/bin/env bash
# TeX letters as Unicode with bibtexparser 1.4.4's customization convert_to_unicode.
#
# Version:   bibtexparser 1.4.4
# Behaviour: Of two letters with the same accent that stand in braces as {\=A}, the first is converted and the second
#            loses its letter: what is left is a backslash and a combining accent. Letters of Latin-1 ({\'e}) and those
#            with braces of their own (\={A}) are right each time. \OE is read as \O and an E, and \r of \relax as a
#            ring over the next letter.
# Guessed:   The same macro twice in a field is the same letter twice.
# Seen:      Ābele, Āris -> Ābele, \̄ris; Œuvré -> ØEuvré; the list is at the end.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check bibtexparser==1.4.4

PYTHONIOENCODING=utf-8 "$work/venv/bin/python" - >"$work/seen" <<'PYTHON'
from importlib.metadata import version

import bibtexparser
from bibtexparser.customization import convert_to_unicode

AUTHORS = [
    r"{\=A}bele, {\=A}ris",
    r"{\={A}}bele, {\={A}}ris",
    r"{\.Z}ak, {\.Z}aneta",
    r"Ni{\~n}o, I{\~n}aki",
    r"{\OE}uvr{\'e}, {\'E}lodie",
    r"{\relax}Weaver, Ada",
]

print("bibtexparser", version("bibtexparser"))
for author in AUTHORS:
    [entry] = bibtexparser.loads(f"@misc{{a, author = {{{author}}}}}").entries
    print(f"{author:28}{convert_to_unicode(entry)['author']}")
PYTHON

cat "$work/seen"
diff - "$work/seen" <<'EXPECTED'
bibtexparser 1.4.4
{\=A}bele, {\=A}ris         Ābele, \̄ris
{\={A}}bele, {\={A}}ris     Ābele, Āris
{\.Z}ak, {\.Z}aneta         Żak, \̇aneta
Ni{\~n}o, I{\~n}aki         Niño, Iñaki
{\OE}uvr{\'e}, {\'E}lodie   ØEuvré, Élodie
{\relax}Weaver, Ada         e̊laxWeaver, Ada
EXPECTED
