"""The pictures of the README: what the reader draws of the sample edition, as SVG."""
