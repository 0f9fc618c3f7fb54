"""The ways that are measured side by side, one module each: `main(path, …)` does the whole work, in a process of its own."""
