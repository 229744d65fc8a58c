"""Query: the words that were typed in, a syntax tree out, or an error that shows where."""
