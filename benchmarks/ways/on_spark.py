"""The bases of a shop, from its documents to what customers bought by category, on Spark in one process with two cores: ours, or SQL by hand."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from regulars import profile as profiles
from regulars.features import orders
from regulars.shop import Shop

BY_HAND = Path(__file__).parent / "by_hand" / "spark.sql"
SETTINGS = {"spark.sql.shuffle.partitions": 8, "spark.driver.memory": "4g"}
KEPT = ("customer_days", "customer_totals", "customer_categories", "baskets")


def main(folder: str, how: str) -> dict[str, float]:
    """Bring the facts of the shop to Parquet, then compute the bases into `<folder>/<how>/`; tells the seconds and CPU seconds of the second part."""
    from regulars import settings

    settings.write(Path(folder), engine="spark", master="local[2]", spark=SETTINGS)
    with Shop(folder) as shop, shop._engine() as store, store.scratch(), store.transaction():
        began, used = time.perf_counter(), cpu(store.session)
        {"ours": ours, "by_hand": by_hand}[how](shop, store, _keep(store, Path(folder) / how))
        return {"seconds": time.perf_counter() - began, "jvm_cpu": cpu(store.session) - used}


def ours(shop: Shop, store: Any, keep: Callable) -> None:
    tables, day = store.tables(), shop.last_day()
    held = profiles.holdings(tables)
    states = profiles.documents(tables, keep, held, store.median)
    base = keep("order_base", orders.order_base(states, day))
    profiles.bases(tables, base, day, keep, held, shop._choices(day))


def _keep(store: Any, folder: Path) -> Callable:
    def keep(name: str, relation: Any) -> Any:
        """As a refresh does; `relation` is an Ibis table, or a statement."""
        frame = store.session.sql(relation if isinstance(relation, str) else store.ibis.compile(relation))
        path = (folder / name).as_uri()
        frame.write.mode("overwrite").parquet(path)
        store.session.read.schema(frame.schema).parquet(path).createOrReplaceTempView(f"temp_{name}")
        return store.temporary(name)

    return keep


def by_hand(shop: Shop, _: Any, keep: Callable) -> None:
    """Each statement is `name: SELECT …`, kept under the name as ours are."""
    text = BY_HAND.read_text("utf-8").replace("$as_of", f"DATE '{shop.last_day()}'")
    for part in text.split(";\n"):
        name, _, statement = part.strip().partition(":\n")
        if statement:
            keep(name.splitlines()[-1], statement)


def cpu(session: Any) -> float:
    """CPU seconds that Java has used so far."""
    fields = (Path("/proc") / str(session.sparkContext._gateway.proc.pid) / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
