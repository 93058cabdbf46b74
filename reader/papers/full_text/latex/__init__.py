"""Bare LaTeX, rewritten as Unicode in one pass."""
