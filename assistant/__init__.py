"""An offline assistant that answers questions about openness in AI, with checked citations."""
