"""A question in, ranked, highlighted and attributed paragraphs out; and the command line."""
