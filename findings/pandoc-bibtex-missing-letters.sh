#!/usr/bin/env bash
# Letters of names that pandoc leaves out when it reads BibTeX.
#
# Version:   pandoc 3.9, as in pypandoc_binary 1.17
# Behaviour: A letter is gone whose macro pandoc does not know, though LaTeX has it in the encoding T1: \DJ, \dj, \TH,
#            \NG, and the argument of \textcommabelow with its braces. There is no warning, also with
#            --fail-if-warnings. Others of the same kind are there (\L, \O, \ss, \AE), so a test with those finds
#            nothing, and `\protect Đ` keeps the letter.
# Guessed:   What pandoc does not know stays in the text as TeX, as in a formula, or is warned of.
# Seen:      Đorđe becomes "ore", Ștefan "tefan"; the list is at the end.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check pypandoc_binary==1.17
pandoc=$("$work/venv/bin/python" -c 'import pypandoc; print(pypandoc.get_pandoc_path())')

cat >"$work/papers.bib" <<'BIB'
@misc{letters, title = {Letters of names}, author = {Weaver, {\DJ}or{\dj}e and Weaver, {\TH}{\'o}ra and
  Weaver, {\textcommabelow{S}}tefan and Weaver, {\NG}aire and Weaver, {\L}ucja and Weaver, {\O}yvind and
  Weaver, {\protect Đ}or{\protect đ}e}}
BIB
"$pandoc" --fail-if-warnings -f bibtex -t csljson "$work/papers.bib" >"$work/papers.json"
{
    "$pandoc" --version | head -n 1
    grep -oP '"given": "\K[^"]*' "$work/papers.json"
} >"$work/seen"

cat "$work/seen"
diff - "$work/seen" <<'EXPECTED'
pandoc 3.9
ore
óra
tefan
aire
Łucja
Øyvind
Đorđe
EXPECTED
