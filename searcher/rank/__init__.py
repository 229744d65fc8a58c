"""Rank: matches in, the same matches in the order in which they are listed out."""
