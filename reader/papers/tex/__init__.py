"""TeX and what is left of it, turned into what the author meant."""
