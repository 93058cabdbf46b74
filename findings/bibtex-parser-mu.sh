#!/usr/bin/env bash
# Greek letters of TeX as Unicode, with the parser of Better BibTeX for Zotero.
#
# Version:   @retorquere/bibtex-parser 9.0.29
# Behaviour: $\mu$ and $\nabla$ become letters of the mathematical alphabets (U+1D707, U+1D6FB), other Greek letters
#            those of the Greek alphabet. So a search for "μ" finds no such title unless it compares by NFKC. Both
#            kinds look alike in most fonts.
# Guessed:   The letters of one alphabet, written in one way, are from one block of Unicode.
# Seen:      π is U+03C0, μ is U+1D707; the list is at the end.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @retorquere/bibtex-parser@9.0.29

cat >seen.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { parse } from '@retorquere/bibtex-parser'

const { version } = JSON.parse(readFileSync('node_modules/@retorquere/bibtex-parser/package.json'))
console.log('@retorquere/bibtex-parser', version)
for (const name of ['alpha', 'lambda', 'mu', 'nu', 'pi', 'Delta', 'Omega', 'nabla', 'infty', 'partial']) {
  const { entries } = parse(`@misc{a, title = {The {$\\${name}$} of Looms}}`)
  const letter = entries[0].fields.title.replace(/<[^>]*>/g, '').split(' ')[1]
  console.log(name.padEnd(8), letter, 'U+' + letter.codePointAt(0).toString(16).toUpperCase().padStart(4, '0'))
}
JS
node seen.mjs >seen

cat seen
diff - seen <<'EXPECTED'
@retorquere/bibtex-parser 9.0.29
alpha    α U+03B1
lambda   λ U+03BB
mu       𝜇 U+1D707
nu       ν U+03BD
pi       π U+03C0
Delta    Δ U+0394
Omega    Ω U+03A9
nabla    𝛻 U+1D6FB
infty    ∞ U+221E
partial  ∂ U+2202
EXPECTED
