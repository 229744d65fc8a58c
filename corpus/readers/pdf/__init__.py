"""A PDF file in, its paragraphs out, rebuilt from the positions of the characters.

What enters: the path of a PDF file. What leaves: a :class:`corpus.lines.Source` whose lines are
whole paragraphs, rows of tables and notes, in reading order and with their pages. The stages:
``document`` opens the file, ``characters`` reads a page, ``drawings`` finds rules and images,
``segments`` joins characters on one baseline, ``tables`` and ``columns`` find the reading order,
``furniture`` drops page numbers and running heads, ``breaks`` and ``paragraphs`` join lines,
``headings`` sets the hints, and ``health`` says what could not be read. If the user asks for it,
``recognition`` lets Tesseract read the pages without text, from their pictures.
"""
