"""The web app, `regulars serve`: pages that ask the library and show what it answers; they compute nothing of their own."""
