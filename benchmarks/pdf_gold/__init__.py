"""PDF files with known paragraphs, in the styles of real policy documents.

The texts are in ``benchmarks/gold/pdf``, one paragraph a line with its role, in reading order, and
were written before a reader read them. :mod:`benchmarks.pdf_gold.styles` sets each text in the
style of its kind, in both scripts; :mod:`benchmarks.pdf_gold.office` lets LibreOffice set them.
"""
