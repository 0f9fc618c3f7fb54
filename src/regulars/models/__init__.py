"""Fitted values: `fit` reads tables once and gives frozen, storable results; applying them is plain column work elsewhere."""
