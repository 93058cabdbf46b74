"""The edition that ships with the reader."""
