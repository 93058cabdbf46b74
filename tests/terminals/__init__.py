"""The reader in real terminals and multiplexers."""
