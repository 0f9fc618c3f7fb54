"""What is given to an import: paths of this machine, and addresses (`s3a://bucket/orders/*.parquet`) of a cluster's file systems."""

from __future__ import annotations

import os

HERE = "file://"


def is_address(given: str | os.PathLike[str]) -> bool:
    """Whether it is written as an address; `file://` is one that this machine knows, too."""
    return "://" in os.fspath(given)


def local(given: str | os.PathLike[str]) -> str | None:
    """The path on this machine; null where only a cluster's file systems know the address."""
    text = os.fspath(given).removeprefix(HERE)
    return None if is_address(text) else text
