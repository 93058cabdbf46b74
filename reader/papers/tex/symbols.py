"""What TeX's names stand for: the tables that the readable form is made from.

The names are those that 14,000 of the Hub's papers have, and their kin in "The Comprehensive LaTeX Symbol List".
"""

from __future__ import annotations

GREEK = {
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "epsilon": "ε",
    "varepsilon": "ε",
    "zeta": "ζ",
    "eta": "η",
    "theta": "θ",
    "vartheta": "θ",
    "iota": "ι",
    "kappa": "κ",
    "lambda": "λ",
    "mu": "μ",
    "nu": "ν",
    "xi": "ξ",
    "pi": "π",
    "rho": "ρ",
    "sigma": "σ",
    "tau": "τ",
    "upsilon": "υ",
    "phi": "φ",
    "varphi": "φ",
    "chi": "χ",
    "psi": "ψ",
    "omega": "ω",
    "ell": "ℓ",
}
"""Lower-case letters, which a text may also name without a backslash."""

CAPITALS = {
    "Gamma": "Γ",
    "Delta": "Δ",
    "Theta": "Θ",
    "Lambda": "Λ",
    "Xi": "Ξ",
    "Pi": "Π",
    "Sigma": "Σ",
    "Upsilon": "Υ",
    "Phi": "Φ",
    "Psi": "Ψ",
    "Omega": "Ω",
}
"""Capitals, converted only after a backslash: without one they are product names."""

ARROWS = {
    "to": "→",
    "rightarrow": "→",
    "longrightarrow": "→",
    "hookrightarrow": "↪",
    "leftarrow": "←",
    "longleftarrow": "←",
    "leftrightarrow": "↔",
    "Rightarrow": "⇒",
    "Longrightarrow": "⇒",
    "Leftarrow": "⇐",
    "Leftrightarrow": "⇔",
    "mapsto": "↦",
    "implies": "⇒",
    "iff": "⇔",
}

RELATIONS = {
    "leq": "≤",
    "leqslant": "≤",
    "le": "≤",
    "geq": "≥",
    "geqslant": "≥",
    "ge": "≥",
    "neq": "≠",
    "ne": "≠",
    "ll": "≪",
    "gg": "≫",
    "approx": "≈",
    "simeq": "≃",
    "cong": "≅",
    "equiv": "≡",
    "propto": "∝",
    "lesssim": "≲",
    "gtrsim": "≳",
    "in": "∈",
    "notin": "∉",
    "subset": "⊂",
    "subseteq": "⊆",
    "supset": "⊃",
    "supseteq": "⊇",
}

OPERATIONS = {
    "times": "×",
    "cdot": "·",
    "pm": "±",
    "mp": "∓",
    "div": "÷",
    "ast": "∗",
    "star": "⋆",
    "bullet": "•",
    "oplus": "⊕",
    "otimes": "⊗",
    "odot": "⊙",
    "cup": "∪",
    "cap": "∩",
    "setminus": "∖",
    "wedge": "∧",
    "vee": "∨",
}

SIGNS = {
    "infty": "∞",
    "nabla": "∇",
    "partial": "∂",
    "sum": "∑",
    "prod": "∏",
    "int": "∫",
    "sqrt": "√",
    "langle": "⟨",
    "rangle": "⟩",
    "lceil": "⌈",
    "rceil": "⌉",
    "lfloor": "⌊",
    "rfloor": "⌋",
    "uparrow": "↑",
    "downarrow": "↓",
    "updownarrow": "↕",
    "nearrow": "↗",
    "searrow": "↘",
    "forall": "∀",
    "exists": "∃",
    "neg": "¬",
    "emptyset": "∅",
    "varnothing": "∅",
    "cdots": "⋯",
    "ldots": "…",
    "dots": "…",
    "circ": "∘",
    "degree": "°",
    "textdegree": "°",
    "top": "⊤",
    "bot": "⊥",
    "perp": "⊥",
    "parallel": "∥",
    "prime": "′",
    "dagger": "†",
    "ddagger": "‡",
    "checkmark": "✓",
    "triangle": "△",
    "square": "□",
    "mid": "|",
    "hbar": "ħ",
    "aleph": "ℵ",
    "textmu": "μ",
    "texttimes": "×",
    "textless": "<",
    "textgreater": ">",
    "textasciicircum": "^",
    "textbar": "|",
    "textbullet": "•",
    "textellipsis": "…",
    "textendash": "–",
    "textemdash": "—",
    "textquoteleft": "‘",
    "textquoteright": "’",
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "texttrademark": "™",
    "textregistered": "®",
    "copyright": "©",
    "pounds": "£",
    "euro": "€",
    "quad": " ",
    "qquad": " ",
    "newline": " ",
    "par": " ",
    "linebreak": " ",
}

SYMBOLS = GREEK | CAPITALS | ARROWS | RELATIONS | OPERATIONS | SIGNS
"""Every macro that becomes a symbol after a backslash; `\\sim` and `\\deg` depend on what they touch."""

JOINING = frozenset(ARROWS | RELATIONS | {"times": "", "cdot": "", "pm": "", "mp": ""})
"""Symbols between two operands: the blank that only ended the macro's name goes."""

NEVER_ENGLISH = (
    *("neq", "leqslant", "leq", "geqslant", "geq", "propto", "cdots", "cdot", "infty", "nabla", "varepsilon", "otimes"),
    *("oplus", "rightarrow", "leftarrow", "leftrightarrow", "longrightarrow", "Rightarrow", "Leftarrow"),
    *("Leftrightarrow", "uparrow", "downarrow", "nearrow", "searrow"),
    *("langle", "rangle", "lceil", "rceil", "lfloor", "rfloor"),
)
"""Names no English text holds: converted without a backslash wherever they stand alone."""

NEVER_ENGLISH_PARTS = (
    *("leq", "geq", "neq", "arrow", "infty", "cdot", "propto", "varepsilon", "nabla", "angle", "ceil", "lfloor"),
    *("otimes", "oplus"),
)
"""Every one of these names or its pair holds one of these; looking for fewer strings is faster."""

FORMATS = (
    *("text", "textbf", "textit", "texttt", "textsc", "textsf", "textrm", "textsl", "textup", "textmd", "textnormal"),
    *("emph", "underline", "uline", "overline", "boldsymbol", "bm", "pmb", "mathbf", "mathcal", "mathbb", "mathrm"),
    *("mathsf", "mathit", "mathtt", "mathfrak", "mathscr", "operatorname", "mbox", "hbox", "ensuremath"),
    *("textcolor", "colorbox"),
)
"""Commands that print their argument."""

SWITCHES = (
    *("bf", "it", "em", "tt", "sc", "rm", "sf", "sl", "bfseries", "itshape", "scshape", "ttfamily", "sffamily"),
    *("rmfamily", "slshape", "tiny", "scriptsize", "footnotesize", "small", "normalsize", "large", "Large", "LARGE"),
    *("huge", "Huge"),
)
"""Commands that change the font up to the closing brace."""

BREAKS = ("allowbreak", "nobreakdash", "nolinebreak", "nobreak")
"""Hints where a line may break: they print nothing and take the next blank with them."""

SILENT = frozenset(
    (
        *FORMATS,
        *SWITCHES,
        *BREAKS,
        *(
            "xspace",
            "protect",
            "noindent",
            "indent",
            "centering",
            "normalfont",
            "selectfont",
            "displaystyle",
            "textstyle",
        ),
        *("limits", "nolimits", "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "hfill"),
        *("hfil", "smallskip", "medskip", "bigskip", "sloppy", "unboldmath", "boldmath", "strut", "footnote", "url"),
        *("href", "frac", "dfrac", "tfrac", "sqrt", "cite", "citep", "citet", "color", "vspace", "hspace", "hat"),
        *("widehat", "tilde", "widetilde", "bar", "vec", "dot", "ddot", "textsuperscript", "textsubscript"),
        "textasciitilde",
    )
)
"""Commands that print nothing themselves."""

ABBREVIATIONS = {
    "eg": "e.g.",
    "Eg": "E.g.",
    "ie": "i.e.",
    "Ie": "I.e.",
    "etc": "etc.",
    "vs": "vs.",
    "cf": "cf.",
    "aka": "a.k.a.",
    "wrt": "w.r.t.",
    "etal": "et al.",
    "iid": "i.i.d.",
    "viz": "viz.",
    "resp": "resp.",
}

ACCENTS = {
    '"': "\u0308",
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "c": "\u0327",
    "v": "\u030c",
    "u": "\u0306",
    "H": "\u030b",
    "k": "\u0328",
    "r": "\u030a",
    "d": "\u0323",
    "b": "\u0331",
    "hat": "\u0302",
    "widehat": "\u0302",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "bar": "\u0304",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
}
"""Accent commands and the combining characters they put on their letter."""

LETTERS = {
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "aa": "å",
    "AA": "Å",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "i": "ı",
    "j": "ȷ",
}
"""Letters that TeX names; those of one letter count only next to another letter or in braces."""

SUPERSCRIPTS = dict(zip("0123456789+-=()niT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀ", strict=True))
"""Exponents; other letters stay as they are, for Unicode has only some and fonts fewer."""

SUBSCRIPTS = dict(zip("0123456789+-=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))
