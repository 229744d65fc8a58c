"""The embedded engine: columns in, a committed Whoosh index on disk out, and a reader on it."""
