"""What the names of TeX mean in formulas: the tables of `papers.tex.symbols`, and what only whole papers have.

Those are read for abstracts, whose form is stored, and written for BibTeX, which has no packages: so they stay as they
are, and the rest is here.
"""

from __future__ import annotations

from typing import Final

from reader.papers.tex import symbols

_ARROWS: Final = {
    "gets": "←", "longmapsto": "↦", "hookleftarrow": "↩", "impliedby": "⇐", "leadsto": "⇝", "rightsquigarrow": "⇝",
    "longleftrightarrow": "↔", "Longleftarrow": "⇐", "Longleftrightarrow": "⇔", "twoheadrightarrow": "↠",
    "rightharpoonup": "⇀", "leftharpoonup": "↼", "rightleftharpoons": "⇌", "leftrightharpoons": "⇋",
    "rightrightarrows": "⇉", "rightarrowtail": "↣", "nrightarrow": "↛", "nLeftrightarrow": "⇎", "dashrightarrow": "⇢",
    "xrightarrow": "→", "xleftarrow": "←", "xleftrightarrow": "↔", "xRightarrow": "⇒", "xmapsto": "↦",
}  # fmt: skip
_RELATIONS: Final = {
    "mid": "∣", "nmid": "∤", "sim": "∼", "triangleq": "≜", "doteq": "≐", "coloneqq": ":=", "coloneq": ":=",
    "eqqcolon": "=:", "defeq": ":=", "subsetneq": "⊊", "supsetneq": "⊋", "nsubseteq": "⊈", "subseteqq": "⊆", "ni": "∋",
    "owns": "∋", "prec": "≺", "succ": "≻", "preceq": "≼", "succeq": "≽", "preccurlyeq": "≼", "succcurlyeq": "≽",
    "sqsubseteq": "⊑", "sqsupseteq": "⊒", "asymp": "≍", "models": "⊨", "vDash": "⊨", "vdash": "⊢", "dashv": "⊣",
    "nleq": "≰", "ngeq": "≱", "leqq": "≦", "geqq": "≧", "lessapprox": "⪅", "gtrapprox": "⪆", "approxeq": "≊",
    "thicksim": "∼", "thickapprox": "≈", "nsim": "≁", "ncong": "≇", "trianglelefteq": "⊴", "trianglerighteq": "⊵",
    "lt": "<", "gt": ">", "perp": "⊥", "parallel": "∥", "nparallel": "∦", "bowtie": "⋈", "lll": "⋘", "ggg": "⋙",
    "upmodels": "⊨", "indep": "⫫", "given": "∣", "backsim": "∽", "between": "≬", "frown": "⌢", "smile": "⌣",
}  # fmt: skip
_OPERATIONS: Final = {
    "sqcup": "⊔", "sqcap": "⊓", "uplus": "⊎", "ominus": "⊖", "oslash": "⊘", "boxplus": "⊞", "boxtimes": "⊠",
    "boxdot": "⊡", "land": "∧", "lor": "∨", "smallsetminus": "∖", "rtimes": "⋊", "ltimes": "⋉", "amalg": "⨿",
    "circledast": "⊛", "circledcirc": "⊚", "barwedge": "⊼", "veebar": "⊻", "diamond": "⋄", "bmod": "mod",
    "Cup": "⋓", "Cap": "⋒", "wr": "≀", "bigtriangleup": "△", "bigtriangledown": "▽", "dotplus": "∔",
}  # fmt: skip
LARGE: Final = {
    "sum": "∑", "prod": "∏", "coprod": "∐", "int": "∫", "iint": "∬", "iiint": "∭", "oint": "∮", "bigcup": "⋃",
    "bigcap": "⋂", "bigvee": "⋁", "bigwedge": "⋀", "bigoplus": "⨁", "bigotimes": "⨂", "bigodot": "⨀",
    "biguplus": "⨄", "bigsqcup": "⨆",
}  # fmt: skip
"""Operators whose limits are scripts, and which what they reach over follows."""
PREFIXES: Final = {
    "partial": "∂", "nabla": "∇", "forall": "∀", "exists": "∃", "nexists": "∄", "neg": "¬", "lnot": "¬", "surd": "√",
}  # fmt: skip
"""Signs that belong to the letter after them."""
_SIGNS: Final = {
    "cdotp": "·", "dotsc": "…", "dotso": "…", "dotsb": "⋯", "dotsm": "⋯", "dotsi": "⋯", "vdots": "⋮", "ddots": "⋱",
    "iddots": "⋰", "lVert": "‖", "rVert": "‖", "Vert": "‖", "lvert": "|", "rvert": "|", "vert": "|",
    "lbrace": "\ufdd3", "rbrace": "\ufdd4", "lbrack": "[",
    "rbrack": "]", "llbracket": "⟦", "rrbracket": "⟧", "lBrack": "⟦", "rBrack": "⟧", "ulcorner": "⌜",
    "urcorner": "⌝", "llcorner": "⌞", "lrcorner": "⌟", "lgroup": "(", "rgroup": ")", "Re": "ℜ", "Im": "ℑ", "wp": "℘",
    "imath": "ı", "jmath": "ȷ", "complement": "∁", "therefore": "∴", "because": "∵", "angle": "∠", "Box": "□",
    "Diamond": "◇", "lozenge": "◊", "blacksquare": "■", "blacktriangle": "▲", "blacktriangledown": "▼",
    "blacktriangleright": "▶", "triangledown": "▽", "triangleright": "▷", "triangleleft": "◁", "bigstar": "★",
    "bigcirc": "◯", "clubsuit": "♣", "spadesuit": "♠", "heartsuit": "♥", "diamondsuit": "♦", "sharp": "♯",
    "flat": "♭", "natural": "♮", "dag": "†", "ddag": "‡", "cmark": "✓", "xmark": "✗",
    "ding": "✓", "colon": ":", "digamma": "ϝ", "varkappa": "ϰ", "varrho": "ρ", "varsigma": "ς", "varpi": "ϖ",
    "varGamma": "Γ", "varDelta": "Δ", "varTheta": "Θ", "varLambda": "Λ", "varPi": "Π", "varSigma": "Σ",
    "varPhi": "Φ", "varPsi": "Ψ", "varOmega": "Ω", "beth": "ℶ", "gimel": "ℷ", "mho": "℧", "eth": "ð", "hslash": "ħ",
    "backslash": "∖", "textbackslash": "∖", "textunderscore": "_", "textdollar": "$", "textquotesingle": "'",
    "textdagger": "†", "textdaggerdbl": "‡", "textasteriskcentered": "*", "textpm": "±", "textasciitilde": "~",
    "Uparrow": "⇑", "Downarrow": "⇓", "Updownarrow": "⇕", "nwarrow": "↖", "swarrow": "↙", "upharpoonright": "↾",
    "circlearrowleft": "↺", "circlearrowright": "↻", "curvearrowright": "↷", "curvearrowleft": "↶", "lq": "‘",
    "rq": "’", "Bbbk": "𝕜", "maltese": "✠", "star": "⋆", "cdot": "·", "dprime": "″", "backprime": "‵", "And": "&",
}  # fmt: skip

RELATIONS: Final = symbols.ARROWS | symbols.RELATIONS | _ARROWS | _RELATIONS
"""Signs with a blank on both sides, before which a long formula is broken."""
OPERATIONS: Final = {
    name: sign
    for name, sign in (symbols.OPERATIONS | _OPERATIONS | {"circ": "∘"}).items()
    if name not in ("cdot", "star", "bullet")
}
"""Signs between two operands, with a blank on both sides where no digits touch them."""
_NOT_SIGNS: Final = frozenset(("sqrt", "quad", "qquad", "newline", "par", "linebreak"))
SIGNS: Final = {
    name: sign
    for name, sign in (symbols.SYMBOLS | _SIGNS | {n: s for n, s in symbols.LETTERS.items() if len(n) > 1}).items()
    if not (name in RELATIONS or name in OPERATIONS or name in LARGE or name in PREFIXES or name in _NOT_SIGNS)
}
"""Letters and the signs that need no blank."""

OPENING: Final = frozenset(("langle", "lceil", "lfloor", "lVert", "lvert", "lbrace", "lbrack", "llbracket", "lBrack"))
"""Brackets: what is in them follows without a blank."""

FUNCTIONS: Final = {
    name: name
    for name in (
        *("arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "det", "dim", "exp", "gcd"),
        *("hom", "inf", "ker", "lg", "lim", "ln", "log", "max", "min", "Pr", "sec", "sin", "sinh", "sup", "tan"),
        *("tanh", "argmax", "argmin", "tr", "softmax"),
    )
} | {"liminf": "lim inf", "limsup": "lim sup", "injlim": "inj lim", "projlim": "proj lim"}
"""Names that are written as they are; `\\argmax` and the like are macros of many papers."""

SPACES: Final = {
    ",": " ", ":": " ", ">": " ", ";": " ", " ": " ", "\n": " ", "~": " ", "quad": "  ", "qquad": "   ", "enspace": " ",
    "enskip": " ", "thinspace": " ", "medspace": " ", "thickspace": " ", "space": " ", "nobreakspace": " ",
    "hfill": "   ", "hfil": "   ", "newline": " ", "linebreak": " ", "par": " ",
}  # fmt: skip

SILENT: Final = frozenset(
    (
        *symbols.SWITCHES,
        *symbols.BREAKS,
        *("scriptstyle", "scriptscriptstyle", "textstyle", "limits", "nolimits", "displaylimits", "nonumber", "notag"),
        *("relax", "protect", "boldmath", "unboldmath", "normalfont", "noindent", "centering", "mathstrut", "strut"),
        *(
            "hline",
            "midrule",
            "toprule",
            "bottomrule",
            "negthinspace",
            "negmedspace",
            "negthickspace",
            "null",
            "xspace",
        ),
        *("mathop", "mathbin", "mathrel", "mathord", "mathopen", "mathclose", "mathpunct", "mathinner", "smash", "/"),
        *("ensuremath", "selectfont", "mathsurround", "cal", "mit", "frenchspacing", "leavevmode", "!", "mathpalette"),
    )
)
"""What prints nothing, and takes the blank after it along."""

TEXTS: Final = frozenset(
    (
        *("text", "textbf", "textit", "texttt", "textsc", "textsf", "textrm", "textsl", "textup", "textmd", "emph"),
        *("textnormal", "mbox", "hbox", "underline", "uline", "intertext", "fbox"),
    )
)
"""Commands whose argument is prose."""
UPRIGHT: Final = frozenset(("mathrm", "mathsf", "mathtt", "mathup", "mathnormal", "mathit", "rm", "cancel", "boldmath"))
"""Fonts that are shown as plain letters: one letter in them means no other thing than the plain one."""

RAISED: Final = {
    **dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)),
    **dict(zip("ABDEGHIJKLMNOPRTUVW", "ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ", strict=True)),
    **dict(zip("βγδθφχ", "ᵝᵞᵟᶿᵠᵡ", strict=True)),
    **symbols.SUPERSCRIPTS,
    "−": "⁻",
    "⊤": "ᵀ",
}
LOWERED: Final = symbols.SUBSCRIPTS | {"−": "₋"}
"""What Unicode has of raised and lowered characters, but for those of no common font."""
HIGH: Final = {sign: sign for sign in "*′″‴†‡°§¶⋆♠♣"} | {"∗": "*", "∘": "°", "'": "′", "‵": "‵"}
"""Signs that stand high by themselves."""
SCRIPTS: Final = frozenset([*RAISED.values(), *LOWERED.values(), *HIGH.values()])
