"""Speakers: paragraphs in, the same paragraphs with statements and their speakers out."""
