"""The local web page of ``cewen serve``.

A request comes in, a page of HTML or the same as JSON goes out. The pages ask
:class:`searcher.service.Index`, as the commands do, and have no logic of their own: other packages
decide what matches, who says it and how it is exported. Documents are never served as files, and
templates escape every text.
"""
