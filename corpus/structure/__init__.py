"""Lines in, paragraphs with roles and sections out, by the same rules for every format.

What enters: the :class:`corpus.lines.Line` values of one document. What leaves: the kind of the
document and its :class:`corpus.document.Paragraph` values. The package reads no files and does not
look for speakers or topics.
"""
