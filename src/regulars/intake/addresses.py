"""What is given to an import: paths of this machine, and addresses (`s3a://bucket/orders/*.parquet`) that only a cluster's file systems know."""

from __future__ import annotations

import os

HERE = "file://"


def is_address(given: str | os.PathLike[str]) -> bool:
    """Whether it is no path of this machine; a `file://` address is one."""
    text = os.fspath(given)
    return "://" in text and not text.startswith(HERE)


def local(given: str | os.PathLike[str]) -> str:
    """The path that a `file://` address stands for; anything else as it is."""
    return os.fspath(given).removeprefix(HERE)
