"""`regulars import`."""

from __future__ import annotations

import pytest

from .made import HEADER, orders, write_orders


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_an_import_makes_a_shop_where_there_is_none_and_says_so(ask, here, orders_file):
    reply = ask("import", orders_file)
    assert reply.code == 0, reply.err
    assert reply.out.startswith("Made the shop")
    assert str(len(orders())) in reply.out
    assert reply.out.rstrip().endswith("Next: regulars classify")
    again = ask("import", orders_file, "--json")
    assert (again.data["created"], again.data["already_loaded"]) == (False, True)


def test_one_of_a_kind_is_told_as_one(ask, here):
    (here / "one.csv").write_text("customer,date,amount\nA,2026-01-02,500\n")
    (here / "known.csv").write_text("ma_khach;ten\nB;Lan\nC;Mai\n")
    out = " ".join(ask("import", here / "one.csv").out.split())
    assert "1 row read from" in out and "1 order (1 line) of 1 customer, from" in out and "1 new customer." in out
    assert "2 rows read from" in (told := ask("import", here / "known.csv").out) and "2 new customers." in told


def test_an_import_tells_what_it_brought_as_data(ask, here, orders_file):
    reply = ask("import", orders_file, "--json", "--source", "sổ tay")
    assert reply.answer["as_of"] == "2026-11-20"
    assert reply.data["created"] is True
    assert reply.data["orders"] == len(orders())
    assert reply.data["refused_rows"] == 0
    assert reply.data["mapping"]["đơn hàng.csv"]["Ngày mua"] == "ordered_at"
    assert reply.err == ""


def test_a_file_that_cannot_be_used_leaves_no_shop_behind(ask, here):
    (here / "empty.csv").write_text("")
    assert ask("import", here / "empty.csv").code == 3
    assert ask("import", here / "nowhere.csv").code == 3
    assert not (here / "shop.toml").exists()


def test_a_column_may_be_named(ask, here):
    rows = [(str(i), f"người {i % 30}", f"{1 + i % 28:02}/10/2026", str(1000 + i)) for i in range(60)]
    text = "\n".join(",".join(row) for row in [("zz", "yy", "xx", "ww"), *rows])
    (here / "odd.csv").write_text(text, "utf-8")
    assert ask("import", here / "odd.csv").code == 3
    named = ["--map", "yy=customer_id", "--map", "xx=ordered_at", "--map", "ww=amount", "--map", "zz=order_id"]
    reply = ask("import", here / "odd.csv", *named, "--json")
    assert reply.code == 0, reply.out
    assert reply.data["customers"] == 30


def test_a_mapping_without_a_field_is_refused(ask, here, orders_file):
    reply = ask("import", orders_file, "--map", "Ngày mua")
    assert reply.code == 3
    assert "--map" in reply.err


def test_a_dry_run_shows_the_plan_and_imports_nothing(ask, here, orders_file):
    reply = ask("import", orders_file, "--dry-run")
    assert reply.code == 0
    assert "order date ← “Ngày mua”" in reply.out
    assert not (here / "shop.toml").exists()
    plan = ask("import", orders_file, "--dry-run", "--json").data
    assert plan["files"][0]["mapping"]["Mã khách"] == "customer_id"
    assert plan["dry_run"] is True


def test_refused_rows_leave_with_6_where_asked_to_be_strict(ask, here):
    rows = [*orders(), ("D99", "K99", "Ai", "", "31/02/2026", "50000", "")]
    file = write_orders(here / "spoilt.csv", rows)
    strict = ask("import", file, "--strict")
    assert strict.code == 6
    assert "Rows refused: 1" in strict.err
    assert "31/02/2026" in strict.out
    lenient = ask("import", file)
    assert lenient.code == 0


def test_refused_rows_come_with_the_report_as_data(ask, here):
    rows = [*orders(), ("D99", "K99", "Ai", "", "31/02/2026", "50000", "")]
    reply = ask("import", write_orders(here / "spoilt.csv", rows), "--strict", "--json")
    assert reply.code == 6
    assert (reply.answer["ok"], reply.answer["error"]["code"]) == (False, "partly_refused")
    assert reply.data["refused"][0]["example"] == "31/02/2026"


def test_duplicates_are_dropped_where_asked(ask, here):
    rows = orders()
    file = write_orders(here / "twice.csv", [*rows, rows[0]])
    assert ask("import", file, "--drop-duplicates", "--json").data["duplicates"] == 1


def test_a_currency_that_does_not_exist_is_refused(ask, here, orders_file):
    assert ask("import", orders_file, "--currency", "ĐỒ").code == 3


def test_the_header_of_the_file_is_what_the_tests_say(orders_file):
    assert orders_file.read_text("utf-8").splitlines()[0] == ",".join(HEADER)


def test_a_platform_file_is_told_by_its_format(ask, here):
    text = "Name,Email,Financial Status,Created at,Lineitem quantity,Lineitem name,Lineitem price,Subtotal,Currency\n"
    (here / "orders_export.csv").write_text(text + "#1,ann@example.com,paid,2024-05-01 10:00:00 +0000,1,Tee,5.00,5.00,USD\n", "utf-8")
    dry = ask("import", here / "orders_export.csv", "--dry-run", "--json").data
    assert (dry["files"][0]["format"], dry["files"][0]["recognised"]) == ("shopify_orders", True)
    assert "recognised as Shopify orders" in ask("import", here / "orders_export.csv").out
    again = ask("import", here / "orders_export.csv", "--json").data
    assert (again["files"][0]["format"], again["files"][0]["recognised"]) == ("shopify_orders", True)


def test_a_layout_seen_on_a_screen_is_said_to_be_offered(ask, here):
    (here / "hoadon.csv").write_text(
        "Mã hóa đơn,Thời gian,Khách hàng,Khách cần trả,Khách đã trả\nHD1,15/01/2026,Lan,5.000,5.000\n", "utf-8"
    )
    reply = ask("import", here / "hoadon.csv", "--dry-run")
    assert "looks like KiotViet invoices" in reply.out and "please check" in reply.out
    assert ask("import", here / "hoadon.csv", "--dry-run", "--json").data["files"][0]["recognised"] is False


def test_a_parcels_list_is_refused_by_name(ask, here):
    (here / "spx.csv").write_text(
        "*Mã đơn hàng,*Tên người nhận,*Số điện thoại,Số tiền COD,*Giá trị đơn hàng\nA1,Lan,0912345678,0,50000\n", "utf-8"
    )
    reply = ask("import", here / "spx.csv", "--json")
    assert reply.code == 3 and reply.answer["error"]["code"] == "useless_format"
