"""Score: texts and counts of terms in, the parts of a relevance score out."""
