"""The server of ``cewen mcp``, which an assistant asks.

A call of a tool comes in, values with a schema go out. The tools ask
:class:`searcher.service.Index`, as the commands do, and only read: none writes, and none takes the
path of a file. What documents say is data; :mod:`searcher.mcp.server` tells the assistant so.
"""
