"""Documents in, a Whoosh index on disk out, and a reader on it.

Enters: :class:`corpus.document.Document`. Leaves: an index folder. Asks and ranks nothing.
"""
