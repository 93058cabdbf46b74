"""What the user configured."""
