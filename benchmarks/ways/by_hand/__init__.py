"""What a good SQL engineer would write by hand for DuckDB."""
