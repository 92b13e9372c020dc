"""Tests of `assistant.retrieval`."""
