"""Documents in, paragraphs with speakers and topics out.

Enters: a file. Leaves: a :class:`corpus.document.Document`. Knows nothing of indexes or queries.
"""
