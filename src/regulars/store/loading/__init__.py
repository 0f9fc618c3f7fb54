"""Carrying out an import plan on the analytics file, step by step; `regulars.store.intake` is the way in."""
