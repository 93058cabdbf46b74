"""The network: the Hub and what it answers."""
