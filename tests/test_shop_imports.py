"""A shop's imports from Python: what came, what was refused, mended, taken back; answers follow."""

from __future__ import annotations

from pathlib import Path

import regulars
from regulars.intake.mending import Mend, Which

HEAD = "order id,date,customer,product id,quantity,unit price\n"


def file(folder: Path, name: str, *rows: str) -> Path:
    (folder / name).write_text(HEAD + "".join(f"{row}\n" for row in rows), "utf-8")
    return folder / name


def orders(tag: str, count: int) -> list[str]:
    return [f"{tag}{i},2026-0{1 + i % 9}-{1 + i % 28:02d},K{i % 30},P{i % 5},1,{100 + i}" for i in range(count)]


def test_answers_follow_what_is_mended_and_undone(tmp_path):
    with regulars.open(tmp_path / "shop") as shop:
        shop.load(file(tmp_path, "a.csv", *orders("A", 60), "B1,2026-09-28,K99,P1,two,50"), currency="VND")
        assert len(shop.profile()) == 30
        (held,) = shop.waiting()
        assert (held.rows, held.example) == (1, "two")
        (row,) = shop.quarantine()
        assert (row["state"], row["column"], row["mended_in"]) == ("open", "quantity", None)
        rule = Mend("as", Which(reason="not_a_number"), "2")
        assert shop.mend(rule, dry_run=True).revenue_added == 100 and len(shop.profile()) == 30
        assert shop.mend(rule).batches == (2,)
        assert len(shop.profile()) == 31 and shop.waiting() == []
        assert [row["state"] for row in shop.quarantine(1)] == ["mended"]
        shop.load(file(tmp_path, "b.csv", *orders("C", 50)), currency="VND")
        assert shop.undo(1, dry_run=True).with_it == (2,)
        assert shop.undo(1).orders_left == 50
        assert [one.batch_id for one in shop.imports() if one.undone_at is None] == [3]
        assert len(shop.profile()) == 30 and len(shop.quarantine()) == 0


def test_rows_given_out_come_back_by_their_path(tmp_path):
    with regulars.open(tmp_path / "shop") as shop:
        shop.load(file(tmp_path, "a.csv", *orders("A", 60), "B1,2026-09-28,K99,P1,two,50"), currency="VND")
        assert shop.export_quarantine(tmp_path / "out.csv", lang="en") == 1
        text = (tmp_path / "out.csv").read_text("utf-8-sig")
        assert "quantity · not a number" in text
        (tmp_path / "out.csv").write_text(text.replace("two", "3"), "utf-8")
        assert shop.mend(tmp_path / "out.csv").mended == 1
