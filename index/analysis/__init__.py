"""Analysis: documents in, columns of folded words, n-grams and keywords out.

It is the same for every engine. :mod:`index.analysis.analyze` is the entry point.
"""
