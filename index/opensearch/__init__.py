"""The distributed engine: an index on an OpenSearch cluster.

Enters: analysed documents, and plans. Leaves: matches and records, by :mod:`index.engine`. It does
not tokenize: Cewen's own terms go in as tokens between blanks. ``opensearch-py`` is imported by
:mod:`index.opensearch.server` alone.
"""
