"""Report: what is told about an answer or an index: speakers, counts, advice."""
