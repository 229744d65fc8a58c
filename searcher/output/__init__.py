"""Output: hits in, lines of JSON, CSV or Markdown out: one schema for all front ends."""
