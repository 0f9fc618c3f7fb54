"""`demo`: a made-up shop in this folder. Arguments: trade, customers or lines, seed, lang (of the shop's name)."""

from __future__ import annotations

import json
import shutil
from typing import Any

from regulars import demo
from regulars.errors import InputError
from regulars.words import Words
from regulars.working.kind import Kind, Result, Work

MARK, FILES = "demo.json", "files"
GIVEN = ("customers", "lines", "seed", "trade")
MAKING = Words("Đang làm tiệm mẫu", "Making the demo shop")


def run(work: Work) -> Result:
    """Raises `InputError` where the shop has orders of its own."""
    options = {name: work.arguments[name] for name in GIVEN if work.arguments.get(name) is not None}
    mark, files = work.folder / MARK, work.folder / FILES
    if not mark.exists() and (files.exists() or work.shop.store.sql("SELECT 1 FROM orders LIMIT 1")):
        raise _has_orders(work)
    mark.write_text(json.dumps(options), "utf-8")
    try:
        return _made(work, options)
    except BaseException:
        if not work.shop.store.sql("SELECT 1 FROM orders LIMIT 1"):
            shutil.rmtree(files, ignore_errors=True)
            mark.unlink(missing_ok=True)
        raise


def _made(work: Work, options: dict[str, Any]) -> Result:
    made = demo.make(work.folder / FILES, **options, progress=lambda share: work.progress(MAKING, share))
    report = work.shop.load(*made.importable, currency="VND", progress=work.progress)
    name = made.shop.of(work.arguments.get("lang") or "vi")
    work.shop.choose(name=name, currency="VND", served_provinces=made.serves, category_level=2)
    data = {"made": dict(made.counts), "shop": str(work.folder.resolve())}
    return Result(made.summary, lambda lang: data | {"import": report.to_data(lang)}, versions=work.shop.versions())


def _has_orders(work: Work) -> InputError:
    return InputError(
        Words("Tiệm này đã có dữ liệu riêng, không làm tiệm mẫu ở đây được.", "This shop has data of its own; no demo shop is made in it."),
        seen=work.shop.name,
        todo=Words("Làm tiệm mẫu ở một thư mục khác: regulars demo THƯ_MỤC", "Make the demo shop in another folder: regulars demo FOLDER"),
        code="folder_taken",
    )


KIND = Kind("demo", Words("Làm tiệm mẫu", "Make a demo shop"), run, follows="numbers")
