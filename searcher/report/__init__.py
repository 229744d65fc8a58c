"""Report: ranked matches or an index in; hits, receipts, speakers, counts and advice out."""
