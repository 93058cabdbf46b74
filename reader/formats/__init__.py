"""Papers as text for other programs: pure, streaming, each format escaped by its own rules."""
