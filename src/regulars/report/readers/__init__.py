"""One form of the report a file: the same document in, a file out."""
