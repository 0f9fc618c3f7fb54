"""The demo shop's files hold together, look like a shop's, and say the truth about its customers."""

from __future__ import annotations

import datetime as dt
import time
import tracemalloc

import numpy as np
import pandas as pd
import pytest

from regulars import demo
from regulars.demo import almanac, lives, trade
from regulars.demo.ledger import INVOICE_HEADERS, PRODUCT_HEADERS
from regulars.demo.people import CUSTOMER_HEADERS, TRUTH_HEADERS
from regulars.errors import InputError, NotFound

OWN_RHYTHM = ("stock", "regular", "irregular", "student", "office")


def bytes_of(files: demo.DemoFiles) -> list[bytes]:
    return [path.read_bytes() for path in (*files.importable, *files.further, files.truth)]


def test_the_same_seed_writes_the_same_bytes(tmp_path):
    first, again = (demo.make(tmp_path / name, customers=300) for name in ("one", "two"))
    assert bytes_of(first) == bytes_of(again)


def test_another_seed_makes_another_shop(tmp_path):
    first, other = (demo.make(tmp_path / str(seed), customers=300, seed=seed) for seed in (7, 8))
    assert bytes_of(first)[0] != bytes_of(other)[0]


def test_a_shop_of_several_blocks_is_numbered_through(tmp_path, monkeypatch, opened):
    monkeypatch.setattr(demo, "BLOCK", 150)
    shop = opened(demo.make(tmp_path, customers=400))
    assert shop.customers["Mã khách hàng"].is_unique
    orders = shop.raw[shop.raw["Mã hóa đơn"].str.startswith("HD")]
    assert orders.groupby("Mã hóa đơn")["Thời gian"].nunique().max() <= 2  # a spoilt row may differ
    assert orders["Mã hóa đơn"].drop_duplicates().is_monotonic_increasing


def test_the_headers_are_those_of_a_vietnamese_till(shop):
    assert tuple(shop.customers.columns) == CUSTOMER_HEADERS
    assert tuple(shop.products.columns) == PRODUCT_HEADERS
    assert tuple(shop.raw.columns) == INVOICE_HEADERS
    assert tuple(shop.truth.columns) == TRUTH_HEADERS
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in shop.files.importable)


def test_the_counts_are_those_of_the_files(shop):
    counts = shop.files.counts
    assert counts["customers"] == len(shop.customers) == len(shop.truth)
    assert counts["products"] == len(shop.products)
    assert counts["lines"] == len(shop.raw)
    assert counts["bad_rows"] == len(shop.raw) - len(shop.lines)
    assert counts["unknown_lines"] == (shop.raw["Mã khách hàng"] == "").sum()
    heads = shop.raw.drop_duplicates("Mã hóa đơn")
    assert counts["orders"] == heads["Mã hóa đơn"].str.startswith("HD").sum()
    assert counts["returns"] == heads["Mã hóa đơn"].str.startswith("TH").sum()
    assert counts["cancelled"] == (heads["Trạng thái"] == "Đã hủy").sum()


def test_the_truth_is_not_among_the_files_to_import(shop):
    assert shop.files.truth not in shop.files.importable
    assert shop.files.truth.parent != shop.files.folder
    beside = {path.name for path in shop.files.further}
    assert {path.name for path in shop.files.folder.glob("*.csv")} - beside == {"hoa_don.csv", "khach_hang.csv", "san_pham.csv"}
    assert not [path for path in shop.files.folder.iterdir() if path.name.startswith(".")]


def test_every_line_names_a_customer_and_a_product_that_exist(shop):
    buyers = set(shop.raw["Mã khách hàng"]) - {""}
    assert buyers <= set(shop.customers["Mã khách hàng"])
    assert set(shop.raw["Mã hàng"]) <= set(shop.products["Mã hàng"])
    assert not shop.raw.duplicated(["Mã hóa đơn", "Mã hàng"]).any()


def test_amounts_add_up_in_whole_dong(shop):
    lines = shop.lines
    assert (lines["Số lượng"] * lines["Đơn giá"] - lines["Giảm giá"] == lines["Thành tiền"]).all()
    assert (shop.sales["Thành tiền"] > 0).all()
    assert (shop.sales["Giảm giá"] >= 0).all()


def test_returns_name_an_earlier_order_of_the_same_customer_or_none(shop):
    back = shop.lines[shop.lines["Số lượng"] < 0]
    named = back[back["Hóa đơn gốc"] != ""].merge(shop.lines, left_on=["Hóa đơn gốc", "Mã hàng"], right_on=["Mã hóa đơn", "Mã hàng"])
    assert len(named) > 100
    assert (named["Mã khách hàng_x"] == named["Mã khách hàng_y"]).all()
    assert (named["day_x"] > named["day_y"]).all()
    assert (-named["Thành tiền_x"] == named["Thành tiền_y"]).all()
    assert 0.1 < (back["Hóa đơn gốc"] == "").mean() < 0.35


def test_spoilt_rows_are_few_and_can_be_left_out(shop, tmp_path):
    assert 0 < shop.files.counts["bad_rows"] <= 0.0002 * shop.files.counts["lines"]
    assert demo.make(tmp_path, customers=600, dirt=False).counts["bad_rows"] == 0


def test_the_history_has_a_clear_start_and_ends_on_the_day_asked_for(shop, tmp_path):
    assert shop.lines["day"].min() == pd.Timestamp(2023, 11, 21) == pd.Timestamp(shop.files.starts)
    assert shop.lines["day"].max() == pd.Timestamp(demo.ENDS)
    leap = demo.make(tmp_path, customers=50, ends=dt.date(2028, 2, 29), years=1)
    assert (leap.starts, leap.ends) == (dt.date(2027, 3, 1), dt.date(2028, 2, 29))


def test_lines_set_the_size(tmp_path):
    made = demo.make(tmp_path, lines=60_000)
    assert made.counts["lines"] == pytest.approx(60_000, rel=0.08)


def test_a_large_shop_has_a_file_of_invoices_a_year_and_a_smaller_one_replaces_them(tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "ONE_FILE", 100)
    split = demo.make(tmp_path, customers=200)
    assert [path.name for path in split.invoices] == [f"hoa_don_{year}.csv" for year in (2023, 2024, 2025, 2026)]
    demo.make(tmp_path, customers=100)
    assert [path.name for path in tmp_path.glob("hoa_don*")] == ["hoa_don.csv"]


def test_one_customer_makes_a_shop_and_none_is_refused(tmp_path):
    assert demo.make(tmp_path, customers=1).counts["customers"] == 1
    for wrong in ({"customers": 0}, {"years": 0}, {"lines": 2}, {"seed": -1}):
        with pytest.raises(InputError, match=r"ít nhất một khách|at least one customer"):
            demo.make(tmp_path, **wrong)
    with pytest.raises(NotFound, match="coffee"):
        demo.make(tmp_path, trade="ships")


def test_progress_rises_to_one(tmp_path):
    told: list[float] = []
    demo.make(tmp_path, customers=100, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)


def test_the_summary_reads_in_both_languages(shop):
    assert shop.files.summary.vi.startswith("Cà phê Hạt Mộc · Đà Nẵng: 2.000 khách")
    assert "2,000 customers" in shop.files.summary.en


# What makes it believable


def test_the_weeks_before_tet_sell_more_than_the_weeks_around_them(shop):
    daily = shop.sales.groupby("day")["Thành tiền"].sum()
    for tet in almanac.tet_days(range(2024, 2027)):
        first = pd.Timestamp(tet)
        before = daily[first - pd.Timedelta(days=28) : first - pd.Timedelta(days=1)].sum() / 28
        around = daily[first - pd.Timedelta(days=100) : first + pd.Timedelta(days=100)].sum() / 201
        assert before > 1.3 * around
        assert daily.reindex([first, first + pd.Timedelta(days=1)]).isna().all()


def test_pay_days_and_week_ends_are_livelier(shop):
    orders = shop.sales.drop_duplicates("Mã hóa đơn")["day"]
    per_day = orders.value_counts()
    per_day = per_day[~per_day.index.month.isin((1, 2))]
    paid = per_day.index.day.isin((5, 10)) | (per_day.index.day >= 25)
    assert per_day[paid].mean() > 1.15 * per_day[~paid].mean()
    week = per_day.index.day_of_week
    assert per_day[week == 5].mean() > 1.1 * per_day[week == 0].mean()


def test_opening_hours_are_kept(shop):
    clock = pd.to_datetime(shop.lines["Thời gian"], format="%d/%m/%Y %H:%M:%S")
    minute = (clock.dt.hour * 60 + clock.dt.minute)[shop.lines["Kênh bán"] == "Cửa hàng"]
    assert minute.min() >= 7 * 60
    assert minute.max() < 21 * 60 + 30


def test_sale_days_bring_discounts(shop):
    sales = shop.sales
    share = sales["Giảm giá"] / (sales["Số lượng"] * sales["Đơn giá"])
    assert share[sales["day"] == pd.Timestamp(2025, 11, 11)].median() >= 0.25
    assert share[sales["day"] == pd.Timestamp(2025, 8, 19)].median() < 0.1


def test_a_fifth_of_the_buyers_brings_most_of_the_revenue(shop):
    spend = shop.bought.groupby("Mã khách hàng")["Thành tiền"].sum().sort_values(ascending=False)
    assert 0.58 < spend.head(len(spend) // 5).sum() / spend.sum() < 0.78


def test_every_rung_of_the_ladder_is_peopled(shop):
    times = shop.bought.groupby("Mã khách hàng").size()
    assert 0.08 < 1 - len(times) / len(shop.customers) < 0.25
    assert 0.18 < (times == 1).mean() < 0.35
    lately = shop.bought[shop.bought["day"] > pd.Timestamp(2025, 11, 20)].groupby("Mã khách hàng").size()
    assert 0.45 < len(lately) / len(times) < 0.8
    assert (lately >= 8).mean() > 0.1


def test_orders_are_of_a_size_people_pay(shop):
    paid = shop.sales.groupby("Mã hóa đơn")["Thành tiền"].sum()
    assert 180_000 < paid.median() < 450_000
    assert shop.products["Giá bán"].astype(int).between(30_000, 2_000_000).all()
    assert (shop.products["Giá vốn"].astype(int) < shop.products["Giá bán"].astype(int)).all()


def test_some_buy_on_promotion_only(shop):
    known = shop.sales[shop.sales["Mã khách hàng"] != ""]
    orders = known.groupby(["Mã khách hàng", "Mã hóa đơn"]).agg(
        coupon=("Mã giảm giá", "first"), off=("Giảm giá", "sum"), paid=("Thành tiền", "sum")
    )
    promoted = (orders["coupon"] != "") | (orders["off"] / (orders["off"] + orders["paid"]) >= 0.12)
    buyers = promoted.groupby("Mã khách hàng").agg(["mean", "size"])
    assert 0.05 < ((buyers["mean"] >= 0.8) & (buyers["size"] >= 2)).mean() < 0.12


def test_products_have_three_levels_and_every_channel_and_branch_sells(shop):
    levels = shop.products[["Nhóm hàng cấp 1", "Nhóm hàng cấp 2", "Nhóm hàng cấp 3"]]
    assert (levels != "").all(axis=None)
    assert list(levels.nunique()) == sorted(levels.nunique())
    assert set(shop.sales["Kênh bán"]) == set(trade.CHANNELS) - {"TikTok Shop"}
    assert set(shop.sales["Chi nhánh"]) == {"Hải Châu", "Sơn Trà"}


# The truth


def test_those_who_never_bought_have_no_orders_and_those_who_tried_have_one(shop):
    days = shop.lines[shop.lines["Số lượng"] > 0].groupby("Mã khách hàng")["day"].nunique()
    times = shop.truth.set_index("customer_id")["rhythm"].to_frame().join(days).fillna({"day": 0})
    assert times.loc[times["rhythm"] == "never", "day"].max() == 0
    assert times.loc[times["rhythm"] == "once", "day"].max() == 1
    assert set(shop.truth["rhythm"]) == set(lives.RHYTHMS) - {"plan"}


def test_nobody_orders_after_leaving(shop):
    left = pd.to_datetime(shop.truth.set_index("customer_id")["left_on"], format="%Y-%m-%d", errors="coerce").dropna()
    last = shop.lines[shop.lines["Số lượng"] > 0].groupby("Mã khách hàng")["day"].max()
    both = pd.concat([left, last], axis=1, join="inner")
    assert len(both) > 300
    assert (both["day"] <= both["left_on"]).all()


def test_a_reason_is_given_exactly_where_someone_left(shop):
    assert ((shop.truth["left_reason"] == "") == (shop.truth["left_on"] == "")).all()
    assert set(shop.truth["left_reason"]) == set(lives.REASONS)


def test_the_true_mean_gap_is_the_one_seen(shop):
    truth = shop.truth[shop.truth["rhythm"].isin(OWN_RHYTHM) & (shop.truth["trend"] == "0")].set_index("customer_id")
    seen = shop.bought.groupby("Mã khách hàng")["day"].agg(["min", "max", "size"]).join(truth, how="inner")
    seen = seen[seen["size"] >= 8]
    ratio = (seen["max"] - seen["min"]).dt.days / (seen["size"] - 1) / seen["mean_gap_days"].astype(float)
    assert len(seen) > 150
    assert ratio.median() == pytest.approx(1.0, abs=0.15)


def test_students_stay_away_in_summer(shop):
    students = shop.truth.loc[shop.truth["rhythm"] == "student", "customer_id"]
    months = shop.bought[shop.bought["Mã khách hàng"].isin(students)]["day"].dt.month.value_counts()
    assert months.get(7, 0) < 0.2 * months[10]


# Size


def test_a_shop_of_twenty_thousand_customers_needs_little_time_and_memory(tmp_path):
    tracemalloc.start()
    began = time.process_time()
    demo.make(tmp_path, customers=20_000)
    took, (_, peak) = time.process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert took < 60
    assert peak < 400e6


@pytest.mark.many
@pytest.mark.slow
def test_a_million_lines_hold_together_and_take_less_than_half_a_minute(tmp_path, opened):
    began = time.process_time()
    files = demo.make(tmp_path, lines=1_000_000)
    assert time.process_time() - began < 30
    shop = opened(files)
    assert shop.files.counts["lines"] == pytest.approx(1_000_000, rel=0.03)
    test_every_line_names_a_customer_and_a_product_that_exist(shop)
    test_returns_name_an_earlier_order_of_the_same_customer_or_none(shop)
    test_nobody_orders_after_leaving(shop)
    test_a_fifth_of_the_buyers_brings_most_of_the_revenue(shop)
    assert np.diff(pd.to_datetime(shop.lines["Thời gian"], format="%d/%m/%Y %H:%M:%S").astype("int64")).min() >= 0
