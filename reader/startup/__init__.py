"""From the shell prompt to the first frame."""
