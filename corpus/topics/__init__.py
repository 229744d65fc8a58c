"""Topics: paragraphs in, the same paragraphs with the topics of the thesaurus out."""
