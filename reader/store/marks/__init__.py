"""The user's marks."""
