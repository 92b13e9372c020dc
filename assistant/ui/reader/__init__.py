"""A document as a page of its own: HTML without scripts, beside the file it was read from."""
