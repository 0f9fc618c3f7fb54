"""The formats that Regulars knows, one platform a file; each is found through the entry points `regulars.sources`, as strangers' are."""
