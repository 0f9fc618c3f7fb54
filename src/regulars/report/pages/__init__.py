"""One subject of the report a file: answers of a study in, pages in one language out."""
