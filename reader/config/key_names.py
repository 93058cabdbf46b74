"""What is printed on the keys that Textual names otherwise."""

from typing import Final

KEY_NAMES: Final = {
    "exclamation_mark": "!",
    "quotation_mark": '"',
    "number_sign": "#",
    "dollar_sign": "$",
    "percent_sign": "%",
    "ampersand": "&",
    "apostrophe": "'",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "asterisk": "*",
    "plus": "+",
    "comma": ",",
    "minus": "-",
    "full_stop": ".",
    "slash": "/",
    "colon": ":",
    "semicolon": ";",
    "less_than_sign": "<",
    "equals_sign": "=",
    "greater_than_sign": ">",
    "question_mark": "?",
    "at": "@",
    "left_square_bracket": "[",
    "backslash": "\\",
    "right_square_bracket": "]",
    "circumflex_accent": "^",
    "underscore": "_",
    "grave_accent": "`",
    "left_curly_bracket": "{",
    "vertical_line": "|",
    "right_curly_bracket": "}",
    "tilde": "~",
    "escape": "esc",
    "delete": "del",
    "insert": "ins",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}
"""What is printed on a key, where Textual's name is another."""


def printed(keys: str) -> tuple[str, ...]:
    """Name keys as they are printed on them.

    >>> printed("left_square_bracket,h,ctrl+underscore")
    ('[', 'h', 'ctrl+_')
    """
    parted = (key.rpartition("+") for key in keys.split(",") if key)
    return tuple(f"{held}{plus}{KEY_NAMES.get(key, key)}" for held, plus, key in parted)
