"""Rank: matches in, the same in the order in which they are shown out."""
