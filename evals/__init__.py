"""Evaluation: how good the answers are, against a gold set, with an interval and a count.

Tests ask "is it broken?"; this asks "is it better?". Run `python -m evals --help`.
"""
