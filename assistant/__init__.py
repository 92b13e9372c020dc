"""An offline assistant that answers questions about openness in AI, with checked citations."""

__version__ = "0.1.0"  # as in pyproject.toml; kept with every answer
