"""One page, one file: each module with a `router` is a page of the app."""
