"""Score: posting lists in, BM25 sums and the top k out."""
