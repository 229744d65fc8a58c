"""Structure: lines in, paragraphs with roles and sections out."""
