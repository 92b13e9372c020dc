"""The page. Gradio is known only here."""
