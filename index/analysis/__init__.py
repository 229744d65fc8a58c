"""Analysis: a document in, the columns of its terms out: folded, tokenized, with n-grams."""
