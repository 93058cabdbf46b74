"""What bare LaTeX is made of, found by one regular expression."""

from __future__ import annotations

import re
from typing import Final

from reader.papers.full_text.latex.names import RELATIONS

_SIMPLE: Final = r"(?:\[[^\[\]{}\\]{0,40}\])?"
_PRINTS_NOTHING: Final = (
    rf"\\(?:definecolor{_SIMPLE}(?:\{{[^{{}}]{{0,60}}\}}){{3}}|pgfsys@[A-Za-z@]+(?:\{{[^{{}}]{{0,20}}\}})*"
    rf"|(?:color|textcolor|colorbox|scalebox|raisebox|label|fontsize\{{[^{{}}]{{0,20}}\}}){_SIMPLE}\{{[^{{}}\\]{{0,80}}\}}"
    r"|resizebox\*?\{[^{}]{0,40}\}\{[^{}]{0,40}\}|multicolumn\{\d+\}\{[^{}]{0,20}\}|multirow\{\d+\}\{[^{}]{0,20}\}"
    r"|(?:m?kern|penalty)\s?-?[\d.]{1,12}(?:pt|em|ex|mu|cm|mm)?)[ ]?"
)
TOKEN: Final = re.compile(
    rf"(?P<nothing>{_PRINTS_NOTHING})"
    r"|\\begin\{(?:(?P<table>(?:sub)?array|tabular|alignedat|alignat\*?)\}(?:\[\w\])?\{[^{}]{0,80}\}"
    r"|(?P<begin>[A-Za-z]{1,20}\*?)\})"
    r"|\\end\{(?P<end>[A-Za-z]{1,20}\*?)\}"
    rf"|\\not(?:\\(?P<negated>{'|'.join(sorted(RELATIONS, key=len, reverse=True))})(?![A-Za-z])|(?P<denied>[=<>]))"
    r"|(?P<size>\\(?:left|right|middle|[bB]igg?[lrm]?)(?![A-Za-z])[ ]?(?P<delimiter>[.<>])?)"
    r"|\\(?:hskip|mskip)[ ]?-?[\d.]{1,12}(?P<skip>pt|em|ex|mu|cm|mm)(?:[ ](?:plus|minus)[ ][\d.]{1,12}\w\w)*"
    r"|\\(?P<space>[hvm]space|phantom|[hv]phantom|rule)\*?(?:\{[^{}]{0,40}\})+"
    r"|\\(?P<cell>\\(?:\[-?[\d.]{1,8}[a-z]{2}\])?)"
    r"|\\(?P<name>operatorname(?:withlimits)?(?![A-Za-z])\*?|[A-Za-z]+)"
    r"(?P<degree>(?:(?<=sqrt)|(?<=arrow))\[[^\[\]{}\\]{1,20}\](?=\{))?"
    r"(?P<blank>[ ](?=(?P<alone>[A-Za-z](?![A-Za-z]))?))?"
    r"|\\(?P<escaped>[^A-Za-z])"
    r"|(?P<script>[_^])\{"
    r"|(?P<open>\{)|(?P<close>\})|(?P<ampersand>&)|(?P<tie>~)"
    r"|(?P<raw>[^\\{}_^&~]+|[_^\\])",
    re.DOTALL,
)
HANDLERS: Final = {
    **{
        name: name
        for name in (
            *("nothing", "begin", "end", "size", "space", "cell", "name", "escaped", "script", "open", "close"),
            *("ampersand", "tie"),
        )
    },
    "negated": "not",
    "denied": "not",
    "delimiter": "size",
    "skip": "space",
    "table": "begin",
    "degree": "name",
    "blank": "name",
    "alone": "name",
}
"""What a token is called by its last group."""
