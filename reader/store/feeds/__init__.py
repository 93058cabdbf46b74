"""The stored feeds."""
