"""Visits, contacts, answers, referrals, consents, stores and costs: each lands in its table, once."""

from __future__ import annotations

import datetime as dt
import json

import pytest
import xlsxwriter

from regulars.errors import InputError
from regulars.intake.report import ImportReport
from regulars.store.history_of_imports import imports, mapping_of
from regulars.store.undoing import undo

from .loading_shop import LoadingShop

LATER = dt.datetime(2026, 11, 25, 3, 0)
ORDERS = "Mã đơn hàng,Ngày tạo,Mã khách hàng,Tên khách hàng,Điện thoại,Tổng tiền\nA1,05/01/2026,KH1,Lan,0912345678,100000\n"
EVENTS = (
    "Thời gian,Sự kiện,Mã khách ghé,Mã khách hàng,Mã phiên,Mã hàng,Thiết bị\n"
    "05/11/2026 09:30,Xem,V1,,S1,P1,Điện thoại\n05/11/2026 09:31,Thêm vào giỏ,V1,,S1,P1,Điện thoại\n"
    "05/11/2026 09:40,Mua,V1,KH1,S1,P1,Điện thoại\n06/11/2026 08:00,xem,V2,,S2,P2,Máy tính\n"
)
COMPLAINTS = (
    "Mã phiếu,Ngày,Khách hàng,Điện thoại,Kênh,Loại,Nội dung,Tình trạng,Ngày giải quyết\n"
    "T1,05/11/2026,Lan,0912 345 678,Zalo,Khiếu nại,Giao trễ,Đang xử lý,\nT2,06/11/2026,,0988 888 888,Hotline,Hỏi đáp,Còn hàng không,Xong,07/11/2026\n"
)
SURVEY = (
    "Dấu thời gian,Mã khách hàng,NPS,Hài lòng,Vì sao\n05/11/2026 10:00:00,KH1,9,Rất hài lòng,Giao nhanh\n06/11/2026 10:00:00,KH2,6,3,\n"
)
CONSENTS = "Mã khách hàng,Ngày,Email,SMS,Zalo\nKH1,01/11/2026,có,không,đồng ý\nKH2,02/11/2026,không,,x\n"
STORES = 'Cửa hàng,Vĩ độ,Kinh độ,Bán kính (km),Tỉnh phục vụ\nQuận 1,10.776,106.700,8,"TP HCM; Bình Dương"\nThủ Đức,10.85,106.77,,\n'
COSTS = "Mã hàng,Từ ngày,Giá vốn\nP1,01/01/2026,30.000\nP1,01/06/2026,32.000\nP2,01/01/2026,15.000\n"
REFERRALS = "Người giới thiệu,Người được giới thiệu,Ngày\nKH1,KH2,01/11/2026\nKH1,KH3,02/11/2026\n"
FILES = {
    "events": EVENTS, "contacts": COMPLAINTS, "answers": SURVEY, "consents": CONSENTS, "stores": STORES, "costs": COSTS, "referrals": REFERRALS,
}  # fmt: skip


def brought(outcome: object, table: str) -> tuple[int, int]:
    return next(((one.added, one.replaced) for one in outcome.tables if one.table == table), (0, 0))  # type: ignore[attr-defined]


def test_visits_land_as_events_with_regular_kinds_in_utc(shop: LoadingShop) -> None:
    shop.text(EVENTS)
    assert shop.sql("SELECT occurred_at, kind, visitor_id, session_id, product_id, channel FROM events ORDER BY occurred_at") == [
        (dt.datetime(2026, 11, 5, 2, 30), "view", "V1", "S1", "P1", "Điện thoại"),
        (dt.datetime(2026, 11, 5, 2, 31), "cart", "V1", "S1", "P1", "Điện thoại"),
        (dt.datetime(2026, 11, 5, 2, 40), "purchase", "V1", "S1", "P1", "Điện thoại"),
        (dt.datetime(2026, 11, 6, 1, 0), "view", "V2", "S2", "P2", "Máy tính"),
    ]


def test_an_event_keeps_what_the_file_says_of_its_visitor_and_its_customer(shop: LoadingShop) -> None:
    shop.text(EVENTS)
    assert shop.sql("SELECT visitor_id, customer_id FROM events ORDER BY occurred_at") == [
        ("V1", None),
        ("V1", None),
        ("V1", "KH1"),
        ("V2", None),
    ]
    assert shop.sql("SELECT customer_id, created_at FROM customers") == [("KH1", dt.datetime(2026, 11, 5, 2, 40))]


def test_the_same_moment_twice_is_two_events_and_the_same_file_twice_is_none(shop: LoadingShop) -> None:
    twice = "timestamp,event,customer id,product id\n2026-11-07 08:00,view,K1,P1\n2026-11-07 08:00,view,K1,P1\n"
    assert brought(shop.text(twice), "events") == (2, 0)
    again = shop.text(twice, "again.csv", now=LATER)
    assert again.already_loaded and brought(again, "events") == (0, 0)
    overlapping = shop.text(twice + "2026-11-08 08:00,view,K1,P1\n", "more.csv", now=LATER)
    assert brought(overlapping, "events") == (1, 0)


def test_a_row_with_a_known_id_and_other_content_takes_the_place_of_the_old(shop: LoadingShop) -> None:
    shop.text(COMPLAINTS)
    outcome = shop.text(COMPLAINTS.replace("Đang xử lý,", "Đã xử lý,08/11/2026"), "later.csv", now=LATER)
    assert brought(outcome, "contacts") == (0, 1)
    assert shop.sql("SELECT status, resolved_at, replaced_at FROM contacts WHERE contact_id = 'T1' ORDER BY recorded_at") == [
        ("open", None, LATER), ("resolved", dt.datetime(2026, 11, 7, 17), None),
    ]  # fmt: skip


def test_a_complaint_without_an_id_is_the_same_when_it_is_resolved(shop: LoadingShop) -> None:
    shop.text("customer id,date,complaint,status\nK1,2026-11-01,Late,open\n")
    assert shop.sql("SELECT kind, status FROM contacts") == [("complaint", "open")]
    assert brought(shop.text("customer id,date,complaint,status\nK1,2026-11-01,Late,resolved\n", now=LATER), "contacts") == (0, 1)


@pytest.mark.parametrize("table", FILES)
def test_every_table_loads_once_from_any_kind_of_file(shop: LoadingShop, table: str) -> None:
    first = shop.text(FILES[table])
    rows = shop.one(f"SELECT count(*) FROM {table}")
    assert brought(first, table) == (rows, 0) and rows >= 2 and first.refused_rows == 0 and first.files[0].added == rows
    assert shop.one(f"SELECT count(*) FROM {table} WHERE batch_id IS NULL OR recorded_at IS NULL") == 0
    header, *lines = FILES[table].strip().split("\n")
    assert shop.text(FILES[table], "same.csv", now=LATER).already_loaded
    if '"' not in FILES[table]:
        records = [dict(zip(header.split(","), line.split(","), strict=True)) for line in lines]
        assert shop.text(json.dumps(records, ensure_ascii=False), "same.json", now=LATER).already_loaded
        path = shop.folder / "same.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for i, line in enumerate([header, *lines]):
                sheet.write_row(i, 0, line.split(","))
        assert shop.load(path, now=LATER).already_loaded


def test_a_person_is_recognised_by_phone_and_made_known_where_nobody_has_it(shop: LoadingShop) -> None:
    shop.load(shop.file(ORDERS), shop.file(COMPLAINTS, "complaints.csv"))
    assert shop.sql("SELECT contact_id, customer_id, kind, status, channel FROM contacts ORDER BY 1") == [
        ("T1", "KH1", "complaint", "open", "Zalo"), ("T2", "+84988888888", "message", "resolved", "Hotline"),
    ]  # fmt: skip
    assert shop.sql("SELECT customer_id, phone FROM customers ORDER BY 1") == [("+84988888888", "+84988888888"), ("KH1", "+84912345678")]


def test_a_survey_with_a_row_per_respondent_becomes_an_answer_per_question(shop: LoadingShop) -> None:
    shop.text(SURVEY)
    assert shop.sql("SELECT customer_id, question, score, text FROM answers ORDER BY 1, 2") == [
        ("KH1", "Vì sao", None, "Giao nhanh"), ("KH1", "nps", 9.0, None), ("KH1", "satisfaction", 5.0, "Rất hài lòng"),
        ("KH2", "nps", 6.0, None), ("KH2", "satisfaction", 3.0, None),
    ]  # fmt: skip


def test_a_survey_with_a_row_per_answer_is_read_by_its_questions(shop: LoadingShop) -> None:
    shop.text(
        "survey,question,customer id,answer,date\nQ3,How likely are you to recommend us?,K1,9/10,2026-11-01\n"
        "Q3,Cách quyết định mua,K1,So sánh kỹ rồi mới mua,2026-11-01\nQ3,Mức độ hài lòng,K1,8,2026-11-01\nQ3,Mức độ hài lòng,K2,10,2026-11-01\n"
    )
    assert shop.sql("SELECT customer_id, survey, question, score, text FROM answers ORDER BY 1, 3") == [
        ("K1", "Q3", "decision", None, "researcher"), ("K1", "Q3", "nps", 9.0, None), ("K1", "Q3", "satisfaction", 4.0, None),
        ("K2", "Q3", "satisfaction", 5.0, None),
    ]  # fmt: skip


def test_a_consent_list_with_a_column_per_channel_becomes_a_consent_per_channel(shop: LoadingShop) -> None:
    shop.text(CONSENTS)
    assert shop.sql("SELECT customer_id, purpose, channel, granted FROM consents ORDER BY 1, 3") == [
        ("KH1", "marketing", "email", True), ("KH1", "marketing", "sms", False), ("KH1", "marketing", "zalo", True),
        ("KH2", "marketing", "email", False), ("KH2", "marketing", "zalo", True),
    ]  # fmt: skip


def test_a_consent_list_without_dates_counts_on_the_last_day_of_orders_and_only_news_is_added(shop: LoadingShop) -> None:
    listed = "Mã khách hàng,Kênh,Đồng ý\nKH1,Zalo,Có\nKH2,SMS,Không\n"
    shop.load(shop.file(ORDERS), shop.file(listed, "consents.csv"))
    assert shop.sql("SELECT DISTINCT occurred_at FROM consents") == [(dt.datetime(2026, 1, 4, 17),)]
    shop.text(ORDERS.replace("A1,05/01", "A2,05/11"), "november.csv", now=LATER)
    assert shop.text(listed, "again.csv", now=LATER).already_loaded
    assert brought(shop.text(listed.replace("KH2,SMS,Không", "KH2,SMS,Có"), "changed.csv", now=LATER), "consents") == (1, 0)


def test_an_undated_consent_said_twice_stays_when_the_first_file_is_undone(shop: LoadingShop) -> None:
    shop.text(ORDERS)
    shop.text("Mã khách hàng,Đồng ý SMS\nKH1,có\nKH2,có\n", "consents.csv")
    shop.text("Mã khách hàng,Đồng ý SMS\nKH1,có\nKH2,có\nKH3,có\n", "more.csv", now=LATER)
    undo(shop.store, 2, now=LATER, quarantine_dir=shop.folder / "quarantine")
    assert shop.sql("SELECT customer_id, granted FROM consents WHERE replaced_at IS NULL ORDER BY 1") == [
        ("KH1", True), ("KH2", True), ("KH3", True),
    ]  # fmt: skip


def test_ratings_are_numbers_however_they_are_written(shop: LoadingShop) -> None:
    stars = {"5": 5.0, "4 sao": 4.0, "★★★": 3.0, "2/5": 2.0, "4,5": 4.5}
    shop.text("Mã khách hàng;Ngày;Số sao;Nhận xét\n" + "".join(f"K{i};0{i + 1}/11/2026;{cell};ok\n" for i, cell in enumerate(stars)))
    assert shop.sql("SELECT DISTINCT kind FROM contacts") == [("review",)]
    assert [rating for (rating,) in shop.sql("SELECT rating FROM contacts ORDER BY customer_id")] == list(stars.values())


def test_bad_rows_are_kept_aside_and_bad_cells_are_left_empty(shop: LoadingShop) -> None:
    outcome = shop.text(
        "customer id,date,rating,review\nK1,2026-11-01,5,Good\nK2,soon,4,Fine\nK3,2026-11-03,great,Fine\nK4,2026-11-04,3,Fine\nK5,2026-11-04,2,Bad\n"
    )
    assert [(row.reason, row.row, row.column, row.example) for row in outcome.refused] == [
        ("not_a_date", 3, "date", "soon"), ("unread_number", 4, "rating", "great"),
    ]  # fmt: skip
    assert (outcome.refused_rows, outcome.emptied_cells) == (1, 1) and shop.one("SELECT count(*) FROM contacts") == 4
    assert shop.sql("SELECT file, row_number, column_name, reason FROM quarantine ORDER BY row_number") == [
        ("orders.csv", 3, "date", "not_a_date"), ("orders.csv", 4, "rating", "unread_number"),
    ]  # fmt: skip


def test_an_answer_of_nobody_is_refused(shop: LoadingShop) -> None:
    outcome = shop.text("customer id,nps,date\nK1,9,2026-11-01\n,3,2026-11-01\nK2,8,2026-11-01\n")
    assert [(row.reason, row.row) for row in outcome.refused] == [("no_customer", 3)]


def test_stores_keep_their_radius_and_provinces(shop: LoadingShop) -> None:
    shop.text(STORES)
    assert shop.sql("SELECT store_id, name, latitude, radius_km, served_provinces FROM stores ORDER BY 1") == [
        ("Quận 1", "Quận 1", 10.776, 8.0, '["Hồ Chí Minh"]'), ("Thủ Đức", "Thủ Đức", 10.85, None, None),
    ]  # fmt: skip


def test_costs_keep_their_days(shop: LoadingShop) -> None:
    shop.text(COSTS)
    assert shop.sql("SELECT product_id, valid_from::VARCHAR, unit_cost FROM costs ORDER BY 1, 2") == [
        ("P1", "2026-01-01", 30_000), ("P1", "2026-06-01", 32_000), ("P2", "2026-01-01", 15_000),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "utc"),
    [
        ("1793871000", dt.datetime(2026, 11, 5, 9, 30)),
        ("1793871000000", dt.datetime(2026, 11, 5, 9, 30)),
        ("2026-11-05T14:30:00Z", dt.datetime(2026, 11, 5, 14, 30)),
        ("2026-11-05 14:30:00 +0700", dt.datetime(2026, 11, 5, 7, 30)),
    ],
)
def test_times_of_logs_are_read_as_they_are_meant(shop: LoadingShop, cell: str, utc: dt.datetime) -> None:
    shop.text(f"timestamp,event,visitorid,itemid\n{cell},addtocart,V1,P1\n")
    assert shop.sql("SELECT occurred_at, kind FROM events") == [(utc, "cart")]


def test_all_of_a_shop_comes_in_one_batch_or_not_at_all(shop: LoadingShop) -> None:
    outcome = shop.load(shop.file(ORDERS), *(shop.file(text, f"{table}.csv") for table, text in FILES.items()))
    assert {one.table for one in outcome.tables} >= {"orders", *FILES}
    assert {file.table: file.added for file in outcome.files if file.table != "orders"} == {
        table: shop.one(f"SELECT count(*) FROM {table} WHERE batch_id = 1") for table in FILES
    }
    before = shop.one("SELECT count(*) FROM events")
    broken = shop.file("Mã hàng,Từ ngày,Giá vốn\nP1,01/01/2026,một\nP2,01/01/2026,hai\n", "broken.csv")
    with pytest.raises(InputError):
        shop.load(shop.file(EVENTS.replace("P1", "P9"), "more.csv"), broken, now=LATER)
    assert shop.one("SELECT count(*) FROM events") == before


def test_undoing_an_import_takes_back_its_visits_and_complaints_and_leaves_those_of_others(shop: LoadingShop) -> None:
    shop.text(COMPLAINTS)
    shop.text(EVENTS, "events.csv", now=LATER)
    second = shop.text(
        COMPLAINTS.replace("Đang xử lý,", "Đã xử lý,08/11/2026") + "T3,07/11/2026,,0988 888 888,Zalo,Khiếu nại,Hỏng,Mới,\n",
        "c.csv",
        now=LATER,
    )
    third = shop.text(
        "Mã phiếu,Ngày,Điện thoại,Khiếu nại\nT3,07/11/2026,0988 888 888,Hỏng\nT4,08/11/2026,0988 888 888,Hỏng\n", "d.csv", now=LATER
    )
    assert (brought(second, "contacts"), brought(third, "contacts")) == ((1, 1), (1, 1))
    for outcome in (third, second):
        undo(shop.store, outcome.batch_id, now=LATER, quarantine_dir=shop.folder / "quarantine")
    assert shop.sql("SELECT contact_id, status FROM contacts WHERE replaced_at IS NULL ORDER BY 1") == [("T1", "open"), ("T2", "resolved")]
    assert shop.one("SELECT count(*) FROM events") == 4


def test_what_two_files_said_stays_when_the_first_is_undone(shop: LoadingShop) -> None:
    shop.text(ORDERS)
    first = shop.text(EVENTS, "events.csv", now=LATER)
    shop.text(EVENTS + "07/11/2026 08:00,Xem,V3,KH9,S3,P2,Máy tính\n", "more.csv", now=LATER)
    undo(shop.store, first.batch_id, now=LATER, quarantine_dir=shop.folder / "quarantine")
    assert shop.one("SELECT count(*) FROM events WHERE replaced_at IS NULL") == 5
    assert shop.sql("SELECT customer_id FROM customers WHERE replaced_at IS NULL ORDER BY 1") == [("KH1",), ("KH9",)]


def test_bad_cells_of_customers_and_products_are_listed_and_their_rows_kept(shop: LoadingShop) -> None:
    outcome = shop.load(
        shop.file(
            "Mã khách hàng,Tên khách hàng,Điện thoại,Email,Ngày sinh,Vĩ độ\nKH1,Lan,0912345678,a@b.vn,15/03/1990,10.7\n"
            "KH2,Nam,12,khong co,30/02/1991,mười\nKH3,Hà,09****78,,20/12/1985,\n",
            "people.csv",
        ),
        shop.file("Mã hàng,Tên hàng,Giá bán,Giá vốn\nP1,Trà,30.000,20.000\nP2,Bánh,liên hệ,5.000\n", "goods.csv"),
    )
    assert outcome.refused_rows == 0 and outcome.emptied_cells == 5
    assert shop.sql("SELECT file, row_number, column_name, value, reason FROM quarantine ORDER BY file, column_name") == [
        ("goods.csv", 3, "Giá bán", "liên hệ", "unread_number"), ("people.csv", 3, "Email", "khong co", "unread_email"),
        ("people.csv", 3, "Ngày sinh", "30/02/1991", "unread_date"), ("people.csv", 3, "Vĩ độ", "mười", "unread_number"),
        ("people.csv", 3, "Điện thoại", "12", "unread_phone"),
    ]  # fmt: skip
    assert shop.sql("SELECT name, phone, birth_date FROM customers WHERE customer_id = 'KH2'") == [("Nam", None, None)]
    text = ImportReport(outcome).text("vi")
    assert "5 ô không đọc được" in text and "Không nhận" not in text


def test_the_report_says_what_each_file_brought(shop: LoadingShop) -> None:
    report = ImportReport(shop.load(shop.file(ORDERS), shop.file(EVENTS, "events.csv"), shop.file(CONSENTS, "consents.csv")))
    vi, data = report.text("vi"), report.to_data("en")
    assert "events.csv → lượt xem, giỏ hàng trên web và ứng dụng: đọc 4 dòng, thêm 4, sửa 0, không nhận 0." in vi
    assert "4 lượt trên web, ứng dụng mới, 5 lời đồng ý hoặc từ chối mới." in vi
    assert {row["table"]: (row["rows"], row["added"], row["replaced"], row["refused"]) for row in data["tables"]} == {
        "orders": (1, 1, 0, 0), "customers": (0, 2, 0, 0), "events": (4, 4, 0, 0), "consents": (2, 5, 0, 0),
    }  # fmt: skip
    assert [(row["name"], row["added"]) for row in data["files"]] == [("orders.csv", 1), ("events.csv", 4), ("consents.csv", 5)]


def test_a_list_of_customers_with_consents_brings_both(shop: LoadingShop) -> None:
    outcome = shop.text(
        "Mã khách hàng,Tên khách hàng,Điện thoại,Ngày tạo,Đồng ý SMS,Đồng ý Zalo\nKH1,Lan,0912345678,05/01/2026,có,không\nKH2,Nam,,06/01/2026,,có\n",
        "people.csv",
    )
    assert [file.table for file in outcome.files] == ["customers", "consents"] and outcome.refused_rows == 0
    assert shop.sql("SELECT customer_id, name FROM customers ORDER BY 1") == [("KH1", "Lan"), ("KH2", "Nam")]
    assert shop.sql("SELECT customer_id, channel, granted FROM consents ORDER BY 1, 2") == [
        ("KH1", "sms", True), ("KH1", "zalo", False), ("KH2", "zalo", True),
    ]  # fmt: skip


def test_a_file_read_for_two_tables_is_one_file_of_so_many_rows(shop: LoadingShop) -> None:
    outcome = shop.text(
        "Mã khách hàng,Tên khách hàng,Điện thoại,Ngày tạo,Đồng ý SMS\nKH1,Lan,0912345678,05/01/2026,có\n,,,06/01/2026,có\n", "people.csv"
    )
    assert outcome.rows_read == 2 and [(file.table, file.refused) for file in outcome.files] == [("customers", 0), ("consents", 1)]
    assert ImportReport(outcome).text("vi").startswith("Đã đọc 2 dòng từ “people.csv”.")
    assert mapping_of(shop.store, 1)["people.csv"] == {
        "Mã khách hàng": "customer_id", "Tên khách hàng": "name", "Điện thoại": "phone", "Ngày tạo": "created_at", "Đồng ý SMS": "sms_consent",
    }  # fmt: skip
    assert imports(shop.store)[0].files == ("people.csv",) and outcome.plan.unused() == ()
