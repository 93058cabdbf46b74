"""What makes the stored days quick to search: derived from them, checked against them, and made again when need be."""
