"""Readers: a file in, the lines of one document out. One module for each format."""
