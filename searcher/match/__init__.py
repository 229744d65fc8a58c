"""Match: a syntax tree in, the paragraphs that match it and the tier of each out."""
