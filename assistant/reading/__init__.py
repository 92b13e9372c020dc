"""A file becomes a `Document`. pypdf, HTML, captions and records are known only here."""
