"""Documents in, the same documents with the topics of each paragraph out.

What enters: a document, and a thesaurus (``topics.toml`` and the user's own topic files). What
leaves: the same document with topic tags. A topic is found by its listed words only; nothing is
learned from the documents.
"""
