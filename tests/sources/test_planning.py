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


def test_what_customers_did_is_no_currency(tmp_path: Path) -> None:
    plan = planned(tmp_path, "Mã lượt,Thời gian,Hành động,Mã khách ghé,Mã khách\n1,05/01/2026 10:00,Xem,V1,K1\n")
    assert fields(plan)["Hành động"] == "event_kind"


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


def table_of(data: Path, name: str) -> str | None:
    try:
        return sources.plan(data / name).files[0].table
    except InputError as error:
        return None if error.code == "no_columns" and error.seen and error.todo else error.code


def test_real_files_are_taken_for_what_they_are_and_for_nothing_else(data: Path) -> None:
    expected = {
        "clickstream/taobao_events.parquet": "events", "clickstream/yoochoose_clicks.parquet": "events",
        "clickstream/online_shoppers_intention.parquet": None, "churn/iranian_churn.parquet": None,
        "experiments/hillstrom_womens_half.parquet": None, "experiments/cookie_cats.parquet": None, "survey/in_vehicle_coupon.parquet": None,
        "text/shopee_reviews.parquet": None, "text/uit_vsfc.parquet": None, "text/us_airline_tweets.parquet": None,
        "vi/admin_2025_34.parquet": None, "completejourney/campaigns.parquet": None, "completejourney/coupons.parquet": None,
        "completejourney/coupon_redemptions.parquet": None, "completejourney/campaign_descriptions.parquet": None,
        "completejourney/demographics.parquet": "customers", "completejourney/products.parquet": "products",
        "completejourney/transactions.parquet": "orders", "online_retail/online_retail.parquet": "orders", "cdnow/cdnow_sample.parquet": "orders",
    }  # fmt: skip
    assert {name: table_of(data, name) for name in expected} == expected


def test_a_file_that_is_nearly_a_list_of_reviews_says_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        planned(tmp_path, "stars,review,sold by\n5,Good,Lan\n4,Fine,Nam\n")
    assert "reviews" in caught.value.what.en and "customer id" in caught.value.what.en and "time" in caught.value.what.en


ORDER_HEADERS = (
    "Mã đơn hàng,Ngày tạo,Mã khách hàng,Tổng tiền|A1,05/01/2026,KH1,100000",
    "order id,date,customer name,phone,email,amount|A1,2026-01-05,Lan,0912345678,x@y.vn,5",
    "order id,date,customer,sku,product name,qty,unit price|A1,2026-01-05,K1,P1,Tea,1,5",
    "date,customer,value|2026-01-05,K1,5",
    "order id,date,customer,amount,status,channel,note|A1,2026-01-05,K1,5,done,Zalo,Call first",
    "order id,date,customer,amount,rating,comment|A1,2026-01-05,K1,5,4,Good",
    "order id,type,date,customer,amount|A1,return,2026-01-05,K1,5",
    "timestamp,session id,customer id,product id,value|2026-01-05,S1,K1,P1,5",
)
OTHER_HEADERS = (
    ("customers", "Mã khách hàng,Tên khách hàng,Điện thoại,Email,Ghi chú,Ngày tạo|KH1,Lan,0912345678,a@b.vn,VIP,05/01/2026"),
    ("customers", "First Name,Last Name,Email,Accepts Email Marketing,Company,City,Phone,Accepts SMS Marketing|Lan,Ng,a@b.vn,yes,X,Huế,0912345678,no"),
    ("customers", "customer id,name,latitude,longitude,branch|K1,Lan,10.7,106.7,Quận 1"),
    ("customers", "Mã khách hàng,Tên khách hàng,Điện thoại,Người giới thiệu|KH1,Lan,0912345678,KH0"),
    ("products", "Mã hàng,Tên hàng,Giá bán,Giá vốn,Ngày tạo|P1,Trà,5,3,05/01/2026"),
    ("rates", "currency,date,rate|USD,2026-01-01,25000"),
    ("events", "event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session|2026-01-01 00:00:00 UTC,view,1,2,a.b,x,5.5,7,s1"),
    ("events", "timestamp,visitorid,event,itemid,transactionid|1433221332117,257597,view,355908,"),
    ("events", "timestamp,user id,event,product id,value|2026-01-05 10:00,K1,add_to_cart,P1,5"),
    ("contacts", "Mã khách hàng,Ngày,Số sao,Nội dung|KH1,05/01/2026,5,Ngon"),
    ("contacts", "customer id,sent at,campaign,channel|K1,2026-01-05,Tết,zalo"),
    ("contacts", "Mã khách,Tên khách,Điện thoại,Địa chỉ,Tỉnh,Ngày,Khiếu nại|KH1,Lan,0912345678,12 Lê Lợi,Huế,05/01/2026,Giao trễ"),
    ("answers", "Dấu thời gian,Địa chỉ email,Bạn có sẵn sàng giới thiệu,NPS|05/01/2026 10:00:00,a@b.vn,có,9"),
    ("referrals", "referrer,referee,date|K1,K2,2026-01-05"),
    ("consents", "customer id,channel,granted,date|K1,zalo,yes,2026-01-05"),
    ("consents", "Tên khách hàng,Số điện thoại,Email,SMS,Zalo|Lan,0912345678,có,không,có"),
    ("stores", "name,latitude,longitude,radius|Quận 1,10.7,106.7,5"),
    ("costs", "sku,date,unit cost|P1,2026-01-05,5"),
)  # fmt: skip


@pytest.mark.parametrize("written", ORDER_HEADERS)
def test_an_orders_file_is_taken_for_nothing_else(tmp_path: Path, written: str) -> None:
    assert planned(tmp_path, written.replace("|", "\n") + "\n").files[0].table == "orders"


@pytest.mark.parametrize(("table", "written"), OTHER_HEADERS)
def test_a_file_of_something_else_is_taken_for_that(tmp_path: Path, table: str, written: str) -> None:
    assert planned(tmp_path, written.replace("|", "\n") + "\n").files[0].table == table


def test_a_pattern_stands_for_its_files(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv", "c.txt"):
        (tmp_path / name).write_text("order id,date,customer,amount\nA1,05/01/2026,K1,5\n")
    assert [file.name for file in sources.plan(str(tmp_path / "*.csv")).files] == ["a.csv", "b.csv"]


def test_windows_lines_of_a_long_file_are_not_taken_for_mixed_ones(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_bytes(b"order_id,date,customer_id,total\r\n" + b"".join(b"D%d,2026-01-02,K%d,1000\r\n" % (i, i) for i in range(60_000)))
    assert sources.plan(path).files[0].reading.mend is None
