"""The reader in plain lines: numbered titles and a prompt, for screen readers, serial lines and `TERM=dumb`.

Lines are written once and in order: no cursor moves but in the line that is typed, no colours, no box drawing.
"""
