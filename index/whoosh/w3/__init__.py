"""W3, the file format of Whoosh's segments: written in bulk, and read without importing Whoosh.

Enters: :class:`~index.columns.Columns`, many documents each. Leaves: the files of a segment, which
stock Whoosh opens and searches. :mod:`~index.whoosh.w3.layout` describes the files.

Writing: each term is a number from the start (:mod:`~index.whoosh.w3.vocabulary`,
:mod:`~index.whoosh.w3.gram_codes`). Tokens are sorted and counted in runs, and the runs of a field
are merged once, in batches (:mod:`~index.whoosh.w3.runs`). Each batch becomes posting blocks
(:mod:`~index.whoosh.w3.block_writer`) and entries of the term table
(:mod:`~index.whoosh.w3.term_table`). A committed segment that is merged gives runs too
(:mod:`~index.whoosh.w3.merge_reader`).

Reading: :mod:`~index.whoosh.w3.segment_reader` maps the files and decodes single terms and records.

Nothing here folds, cuts words or searches.
"""
