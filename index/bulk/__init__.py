"""Whoosh segments written in bulk: columns in, W3 files out that stock Whoosh reads and extends.

Enters: :class:`~index.bulk.columns.Columns`, many Whoosh documents each. Leaves: a committed index
folder, by :class:`~index.bulk.writer.BulkWriter`. A token is a number from the start
(:mod:`~index.bulk.vocabulary`, :mod:`~index.bulk.gram_codes`); tokens are reduced to sorted runs
(:mod:`~index.bulk.runs`), runs are merged once, range by range, and laid out as posting blocks and
a term table by whole arrays (:mod:`~index.bulk.blocks`). An old segment that is merged is one run
more. Nothing here segments, folds or searches.
"""
