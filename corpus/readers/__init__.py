"""Files in, lines out: one reader for each format, and the detection of text encodings.

What enters: the path of a file. What leaves: a :class:`corpus.lines.Source`, which is lines with
hints, and title and date where the format has them. Readers do not join lines into paragraphs and
do not look for headings that the format does not mark.
"""
