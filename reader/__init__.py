"""A keyboard reader of Hugging Face Daily Papers for the terminal."""

__version__ = "0.1.0"
