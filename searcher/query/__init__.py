"""Query: a string in; a syntax tree, or an error with its position, out."""
