"""The migrations of the books, in order."""
