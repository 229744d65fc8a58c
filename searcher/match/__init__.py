"""Match: a query in, the paragraphs that answer it out, and in what way each does."""
