"""Folders in, an index out, and what keeps it right: followed, checked, moved elsewhere."""
