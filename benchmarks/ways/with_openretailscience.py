"""openretailscience: its RFM segmentation of the same transactions, run by its own engine (DuckDB through Ibis)."""

from __future__ import annotations

from pathlib import Path


def main(folder: str) -> None:
    """Read `transactions.parquet`, write `rfm.parquet`."""
    import ibis
    from openretailscience.segmentation.rfm import RFMSegmentation

    transactions = ibis.read_parquet(Path(folder) / "transactions.parquet")
    day = transactions.transaction_date.max().execute()
    RFMSegmentation(transactions, current_date=str(day)[:10]).table.to_parquet(Path(folder) / "rfm.parquet")
