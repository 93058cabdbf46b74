"""The configuration file, and the actions and their keys."""
