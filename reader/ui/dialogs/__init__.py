"""Dialogs, and menus of one letter."""
