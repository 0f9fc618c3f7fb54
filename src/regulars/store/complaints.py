"""What a cluster complains of, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from regulars.errors import Regulars
from regulars.words import Words

PREFACE = "An error occurred while calling"  # what Java was asked for; what it said stands in the next line
CANCELLED = re.compile(r"Job \d+ cancelled|SPARK_JOB_CANCELLED")
AGAIN = Words(
    "Xem cụm máy có chạy không rồi tính lại: regulars classify", "See whether the cluster runs, and compute anew: regulars classify"
)


@contextmanager
def of(master: str, todo: Words = AGAIN) -> Iterator[None]:
    """Whatever Spark fails with inside comes out as an error of ours; what somebody stopped, as what the file's own engine says then."""
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
    except ImportError:
        known: tuple[type[Exception], ...] = ()
    else:
        known = (PySparkException, Py4JError)
    try:
        yield
    except known as error:
        if CANCELLED.search(str(error)):
            raise duckdb.InterruptException(str(error)) from error
        raise _told(master, str(error), todo) from error


def _told(master: str, seen: str, todo: Words) -> Regulars:
    lines = (line.strip(" :") for line in seen.splitlines() if not line.startswith(PREFACE))
    first = next((line for line in lines if line), "")
    return Regulars(Words("Cụm máy gặp lỗi.", "The cluster failed."), seen=f"{master}: {first[:300]}", todo=todo, code="cluster")
