"""Conversations kept on this machine, handed on as a file, and checked again by whoever gets it."""
