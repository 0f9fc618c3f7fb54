"""The Spark session of this process: one at a time, kept from one refresh to the next, since it takes seconds to begin."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from regulars.errors import NotFound, Where
from regulars.words import Words

# Times are UTC without a zone, as everywhere here; an overflow is an error, never another number; files are split for tables of any size.
ALWAYS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
}
USUAL = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.adaptive.skewJoin.enabled": "true",
    "spark.sql.adaptive.coalescePartitions.parallelismFirst": "false",  # few large tasks rather than many small files
    "spark.sql.sources.fileCompressionFactor": "10",  # what is small as Parquet is not sent to everybody unless it is small in memory, too
    "spark.sql.maxPlanStringLength": "4096",
}
IDLE = 600  # seconds after which a session that nobody uses gives its machines back
QUIET = Path(__file__).parent / "quiet"
PATIENCE = 5  # seconds for a master to answer
_running: dict[str, Any] = {}
_turn = threading.RLock()


def session(master: str, settings: Mapping[str, str]) -> Any:
    """The session at a master (`spark://host:7077`, `local[*]`, `yarn`, `k8s://…`) with the shop's own Spark settings beside ours.

    Raises `NotFound` where PySpark or Java is missing, or no master answers.
    """
    wanted = {**USUAL, **settings, **ALWAYS, "spark.master": master}
    with _turn:
        _wake()
        found = _running.get("session")
        if found is not None and _running["settings"] == wanted and not found.sparkContext._jsc.sc().isStopped():
            return found
        stop()
        _running.update(session=_begun(wanted), settings=wanted)
        return _running["session"]


def stop() -> None:
    """End the session, if there is one."""
    with _turn:
        _wake()
        if found := _running.pop("session", None):
            found.stop()


def rest() -> None:
    """Nobody uses the session now: it ends after a while, so that the cluster's machines are not held for a day's next refresh."""
    with _turn:
        _wake()
        timer = _running["timer"] = threading.Timer(IDLE, stop)
        timer.daemon = True
        timer.start()


def _wake() -> None:
    if timer := _running.pop("timer", None):
        timer.cancel()


def _begun(wanted: Mapping[str, str]) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise NotFound(
            Words("Chưa cài phần chạy trên cụm máy (PySpark).", "The cluster engine (PySpark) is not installed."),
            todo=Words("Cài thêm: pip install 'regulars[spark]'", "Install it: pip install 'regulars[spark]'"),
            code="no_spark",
        ) from error
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise NotFound(
            Words("Máy này chưa có Java, mà Spark cần Java.", "Spark needs Java, and there is none on this machine."),
            todo=Words(
                "Cài Java 17 trở lên (Debian, Ubuntu: apt-get install openjdk-17-jre-headless).",
                "Install Java 17 or newer (Debian, Ubuntu: apt-get install openjdk-17-jre-headless).",
            ),
            code="no_java",
        )
    _reach(wanted["spark.master"])
    if not {"SPARK_CONF_DIR", "SPARK_HOME"} & os.environ.keys():  # a place with settings of its own says there how much Spark says
        os.environ["SPARK_CONF_DIR"] = str(QUIET)
    warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas", category=FutureWarning)
    builder = SparkSession.builder.appName("regulars")
    for name, value in {**_room(wanted["spark.master"]), **wanted}.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def _room(master: str) -> dict[str, str]:
    """Where all work is done in this process, a quarter of the machine's memory may hold it: Spark by itself would take 1 GB of any machine."""
    if not master.startswith("local") or not hasattr(os, "sysconf"):
        return {}
    return {"spark.driver.memory": f"{max(1024, os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') // 2**22)}m"}


def _reach(master: str) -> None:
    """Raises `NotFound` where no master answers at the addresses of `spark://host:port,host:port`; Spark itself tries for a minute and does not say why."""
    if not master.startswith("spark://"):
        return
    seen = master
    for address in master.removeprefix("spark://").split(","):
        host, _, port = address.rpartition(":")
        try:
            with socket.create_connection((host or address, int(port) if host else 7077), PATIENCE):
                return
        except (OSError, ValueError) as error:
            seen = f"{address}: {error}"
    raise NotFound(
        Words("Không nối được với cụm máy.", "The cluster does not answer."),
        seen=seen,
        todo=Words(
            "Xem máy chủ Spark có chạy không, rồi sửa master trong shop.toml nếu địa chỉ đã khác.",
            "See whether Spark's master runs, and mend `master` in shop.toml where its address is another.",
        ),
        where=Where(file="shop.toml", column="master"),
        code="no_master",
    )
