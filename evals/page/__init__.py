"""The evaluation's report as one HTML page that needs nothing but itself.

Imported late: it brings matplotlib.
"""

from evals.page.page import render_page

__all__ = ["render_page"]
