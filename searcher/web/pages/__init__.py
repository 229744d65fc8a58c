"""The pages, one to a module: the parameters of an address in, a :class:`View` out."""
