"""Imports as values: what a file's columns can mean, how its cells are written, what is planned, and what came of it."""
