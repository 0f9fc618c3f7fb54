"""One question a file: plain tables in, tidy rows and a sentence out. Nothing here draws or writes."""
