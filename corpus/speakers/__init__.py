"""Documents in, the same documents with statements and their speakers out.

What enters: a :class:`corpus.document.Document` without statements. What leaves: the same document,
in which each paragraph has its statements: who says which characters. The rules use word lists
(``lexicons/``) and no model. They do not change any text, and they compare names within one
document only.
"""
