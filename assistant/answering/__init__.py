"""Passages become a cited answer. Ollama, through LangChain, is known only here."""
