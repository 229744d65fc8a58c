"""Whoosh segments written in bulk: columns in, W3 files out that stock Whoosh reads and extends.

Enters: :class:`~index.columns.Columns`, many Whoosh documents each. Leaves: a committed index
folder, by :class:`~index.whoosh.writer.BulkWriter`. A token is a number from the start
(:mod:`~index.whoosh.w3.vocabulary`, :mod:`~index.whoosh.w3.gram_codes`); tokens are reduced to sorted runs
(:mod:`~index.whoosh.w3.runs`), runs are merged once, range by range, and laid out as posting blocks and
a term table by whole arrays (:mod:`~index.whoosh.w3.block_writer`). An old segment that is merged is one run
more. Nothing here segments, folds or searches.
"""
