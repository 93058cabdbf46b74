"""The whole text of a paper, made readable in a terminal."""
