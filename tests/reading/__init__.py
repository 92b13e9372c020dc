"""Tests of reading: a file becomes a document."""
