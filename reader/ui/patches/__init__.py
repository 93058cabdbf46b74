"""Everything that touches Textual's internals."""
