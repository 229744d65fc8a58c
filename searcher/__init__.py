"""A question in, ranked, highlighted and attributed paragraphs out; and the command line."""

__version__ = "0.1.0"
