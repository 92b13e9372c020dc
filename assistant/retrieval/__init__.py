"""A question becomes a few passages. Imports no index: it is handed search functions."""
