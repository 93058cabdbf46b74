"""The disk: stored feeds and the folders they are in."""
