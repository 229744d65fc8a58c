"""Output: answers become rows and keys (:mod:`~searcher.output.schema`), and these become lines.

Enters: the values that :mod:`searcher.service` returns. Leaves: lines of JSON, CSV, Markdown, and
HTML for notebooks, the same for every front end. Nothing here searches or prints.
"""
