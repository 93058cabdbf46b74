"""The reader in the tabs of a browser."""
