"""The user's machine: clipboard, browser, terminal."""
