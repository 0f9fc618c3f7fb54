"""Plans: what files are taken for, which columns hold what, and how that is corrected and remembered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from regulars import sources
from regulars.errors import InputError
from regulars.intake.plan import Plan, explain

HEADER = "Số HĐ;Ngày lập;Khách;Cộng"
ROW = "1;05/01/2026;K1;5.000"


def planned(tmp_path: Path, text: str, name: str = "orders.csv", **options: object) -> Plan:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return sources.plan(path, **options)  # type: ignore[arg-type]


def fields(plan: Plan) -> dict[str, str]:
    return {column: mapped.field for file in plan.files for mapped in file.mapped for column in mapped.columns}


def test_names_are_known_without_accents_capitals_or_spaces(tmp_path: Path) -> None:
    plan = planned(tmp_path, "MÃ ĐƠN HÀNG,ngay tao,mã_khách_hàng,TổngTiền (VNĐ)\nA1,05/01/2026,K1,5\n")
    assert list(fields(plan).values()) == ["order_id", "customer_id", "ordered_at", "amount"]


def test_near_names_are_guessed_and_said(tmp_path: Path) -> None:
    plan = planned(tmp_path, "order id,Ordr Date,customer id,total amnount\nA1,05/01/2026,K1,5\n")
    assert fields(plan)["total amnount"] == "amount" and fields(plan)["Ordr Date"] == "ordered_at"
    assert any("similar name" in guess.en for guess in plan.guesses)


@pytest.mark.parametrize(
    "mapping",
    [{"Khách": "customer_id", "Cộng": "amount"}, {"customer_id": "Khách", "amount": "Cộng"}, ["Khách=customer_id", "amount=Cộng"]],
)
def test_a_mapping_is_taken_in_either_direction(tmp_path: Path, mapping: object) -> None:
    plan = planned(tmp_path, f"{HEADER}\n{ROW}\n", mapping=mapping)
    assert {"Khách": "customer_id", "Cộng": "amount"}.items() <= fields(plan).items()


def test_what_was_chosen_can_be_remembered(tmp_path: Path) -> None:
    chosen = planned(tmp_path, f"{HEADER}\n{ROW}\n", mapping={"Khách": "customer_id", "Cộng": "amount"}).remembered()
    again = planned(tmp_path, f"{HEADER}\n{ROW}\n", "later.csv", remembered=json.loads(json.dumps(chosen)))
    assert {"Khách": "customer_id", "Cộng": "amount"}.items() <= fields(again).items()
    assert {mapped.how for mapped in again.files[0].mapped} == {"remembered"}


def test_a_mapping_of_an_unknown_field_or_column_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        planned(tmp_path, f"{HEADER}\n{ROW}\n", mapping={"Khách": "custmer_id"})
    assert "customer_id" in caught.value.text("en")
    with pytest.raises(InputError) as caught:
        planned(tmp_path, f"{HEADER}\n{ROW}\n", mapping={"Khác": "customer_id", "Cộng": "amount"})
    assert "Khách" in caught.value.text("vi") or "Khách" in str(caught.value.seen)


def test_the_plan_explains_itself_in_both_languages(tmp_path: Path) -> None:
    words = explain(planned(tmp_path, "order id,date,customer,amount\nA1,05/01/2026,K1,5\n"))
    assert "mã khách ← “customer”" in words.vi and "customer id ← “customer”" in words.en


@pytest.mark.parametrize(
    "name",
    [
        "shopify_orders_export",
        "woocommerce_advanced_order_export",
        "square_items",
        "shopee_vn_orders",
        "tiktok_shop_orders",
        "lazada_orders_xlsx",
        "lazada_orders_csv_old",
        "kiotviet_invoice_labels_ui",
        "haravan_order_list",
    ],
)
def test_headers_of_known_exports_give_orders(tmp_path: Path, data: Path, name: str) -> None:
    from regulars.intake.plan import Reading
    from regulars.sources.choosing import choose
    from regulars.sources.sheet import Sheet

    columns = tuple(json.loads((data / "formats" / "known_formats.json").read_text())[name]["cols"])
    found, _ = choose(Sheet(tmp_path, Reading("csv"), columns, (("1",) * len(columns),)), {}, {})
    assert found is not None and found.table == "orders"


@pytest.mark.parametrize(
    ("name", "table"),
    [("shopify_customers_export", "customers"), ("kiotviet_customers_template", "customers"), ("kiotviet_products_template", "products")],
)
def test_headers_of_known_lists_give_their_table(tmp_path: Path, data: Path, name: str, table: str) -> None:
    from regulars.intake.plan import Reading
    from regulars.sources.choosing import choose
    from regulars.sources.sheet import Sheet

    columns = tuple(json.loads((data / "formats" / "known_formats.json").read_text())[name]["cols"])
    found, _ = choose(Sheet(tmp_path, Reading("csv"), columns, (("1",) * len(columns),)), {}, {})
    assert found is not None and found.table == table


def test_events_and_surveys_are_no_orders(data: Path) -> None:
    for name in (
        "clickstream/taobao_events.parquet",
        "churn/iranian_churn.parquet",
        "experiments/hillstrom_womens_half.parquet",
        "survey/in_vehicle_coupon.parquet",
    ):
        with pytest.raises(InputError) as caught:
            sources.plan(data / name)
        assert caught.value.code == "no_columns"


def test_a_pattern_stands_for_its_files(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv", "c.txt"):
        (tmp_path / name).write_text("order id,date,customer,amount\nA1,05/01/2026,K1,5\n")
    assert [file.name for file in sources.plan(str(tmp_path / "*.csv")).files] == ["a.csv", "b.csv"]
