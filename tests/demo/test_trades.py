"""Every trade has its own goods, rhythm, seasons and way with prices."""

from __future__ import annotations

import pandas as pd
import pytest

from regulars import demo
from regulars.demo import lives
from regulars.demo.trades import TRADES

from .conftest import Opened

every_trade = pytest.mark.parametrize("trade", TRADES)
SIZES = {"grocer": 200, "furniture": 700, "tiny": 10, "old": 300}


@pytest.fixture(scope="session")
def shops(tmp_path_factory, opened) -> dict[str, Opened]:
    """A small shop of every trade."""
    folder = tmp_path_factory.mktemp("trades")
    return {name: opened(demo.make(folder / name, trade=name, customers=SIZES.get(name, 500))) for name in TRADES}


def gaps(shop: Opened) -> pd.Series:
    """Days between the purchases of known customers."""
    days = shop.bought.sort_values(["Mã khách hàng", "day"])
    return days.groupby("Mã khách hàng")["day"].diff().dt.days.dropna()


def with_coupon(shop: Opened) -> float:
    known = shop.sales[shop.sales["Mã khách hàng"] != ""].drop_duplicates("Mã hóa đơn")
    return (known["Mã giảm giá"] != "").mean()


def sent_back(shop: Opened) -> float:
    heads = shop.raw.drop_duplicates("Mã hóa đơn")["Mã hóa đơn"]
    return heads.str.startswith("TH").sum() / heads.str.startswith("HD").sum()


@every_trade
def test_shares_are_whole_and_names_fit_a_file(trade):
    made = TRADES[trade]
    assert sum(made.habits.mix.values()) == pytest.approx(1)
    assert set(made.habits.mix) <= set(lives.RHYTHMS)
    assert sum(made.need_share.values()) == pytest.approx(1)
    assert list(made.needs) == list(made.need_share)
    for share in (made.selling.local, made.selling.young, made.selling.far, made.habits.decides):
        assert sum(share) == pytest.approx(1)
    names = [product.name for product in made.products]
    assert len(set(names)) == len(names)
    assert not any(mark in text for product in made.products for text in (product.name, *product.category) for mark in ',"\n')
    assert set(made.constantly_cheaper) <= set(names)


@every_trade
def test_every_need_names_categories_there_are(trade):
    made = TRADES[trade]
    middle = set(made.level(1))
    assert {category for favours in made.needs.values() for category in favours} <= middle
    assert {made.gifts, made.tet} <= middle
    assert set(made.seasonal) <= middle
    assert all(0 < product.cost < product.price for product in made.products)


@every_trade
def test_the_files_of_every_trade_hold_together(shops, trade):
    shop = shops[trade]
    assert set(shop.raw["Mã khách hàng"]) - {""} <= set(shop.customers["Mã khách hàng"])
    assert set(shop.raw["Chi nhánh"]) <= {branch.name for branch in TRADES[trade].branches}
    assert (shop.lines["Số lượng"] * shop.lines["Đơn giá"] - shop.lines["Giảm giá"] == shop.lines["Thành tiền"]).all()
    left = pd.to_datetime(shop.truth.set_index("customer_id")["left_on"], errors="coerce").dropna()
    last = shop.bought.groupby("Mã khách hàng")["day"].max()
    both = pd.concat([left, last], axis=1, join="inner")
    assert (both["day"] <= both["left_on"]).all()


def test_grocery_baskets_are_full_and_come_round_within_days(shops):
    shop = shops["grocer"]
    assert shop.sales.groupby("Mã hóa đơn").size().mean() > 4
    assert gaps(shop).median() <= 8


def test_furniture_is_dear_and_bought_rarely(shops):
    shop = shops["furniture"]
    assert shop.sales.groupby("Mã hóa đơn")["Thành tiền"].sum().median() > 3_000_000
    assert (shop.bought.groupby("Mã khách hàng").size() == 1).mean() > 0.5
    assert shop.customers.loc[shop.customers["Tỉnh/Thành phố"] != "", "Tỉnh/Thành phố"].nunique() > 8


def test_a_plan_comes_every_four_weeks_with_pauses_until_it_is_cancelled(shops):
    shop = shops["subscription"]
    on_plan = shop.truth.loc[shop.truth["rhythm"] == "plan", "customer_id"]
    between = gaps(
        Opened(shop.files, shop.customers, shop.products, shop.raw, shop.lines[shop.lines["Mã khách hàng"].isin(on_plan)], shop.truth)
    )
    assert (between.between(27, 30)).mean() > 0.8
    assert 0.03 < (between.between(54, 60)).mean() < 0.15
    assert (shop.truth.loc[shop.truth["rhythm"] == "plan", "left_on"] != "").mean() > 0.4


def test_a_marketplace_always_has_a_voucher_and_hides_its_buyers(shops):
    shop = shops["marketplace"]
    assert with_coupon(shop) > 0.85 > 0.3 > with_coupon(shops["coffee"])
    assert shop.customers["Tên khách hàng"].str.contains("*", regex=False).all()
    assert (shop.customers["Email"] == "").all()
    assert set(shop.sales["Kênh bán"]) >= {"Shopee", "TikTok Shop"}
    assert (shop.bought.groupby("Mã khách hàng").size() == 1).mean() > 0.5


def test_clothes_have_sizes_that_people_keep_and_much_is_sent_back(shops):
    shop = shops["fashion"]
    assert sent_back(shop) > 0.07 > 0.04 > max(sent_back(shops[name]) for name in ("coffee", "grocer", "old"))
    dresses = shop.sales[shop.sales["Tên hàng"].str.startswith("Đầm") & (shop.sales["Mã khách hàng"] != "")]
    size = dresses["Tên hàng"].str.split(" ").str[-1]
    assert set(size) == {"S", "M", "L", "XL"}
    several = size.groupby(dresses["Mã khách hàng"]).agg(lambda worn: worn.value_counts(normalize=True).iloc[0] if len(worn) > 3 else None)
    assert several.dropna().mean() > 0.7
    warm = shop.sales["day"].dt.month.between(5, 10)
    dress = shop.sales["Tên hàng"].str.startswith("Đầm")
    coat = shop.sales["Tên hàng"].str.startswith(("Cardigan", "Áo khoác", "Blazer"))
    assert dress[warm].mean() > dress[~warm].mean()
    assert coat[~warm].mean() > 2 * coat[warm].mean()


def test_the_tiny_shop_knows_ten_customers_and_the_old_one_ten_years(shops):
    assert len(shops["tiny"].customers) == 10
    assert (shops["old"].files.ends - shops["old"].files.starts).days > 3_640
    assert shops["old"].lines["day"].dt.year.nunique() == 11


def test_books_sell_before_school_begins(shops):
    months = shops["old"].sales.drop_duplicates("Mã hóa đơn")["day"].dt.month.value_counts()
    assert months[[8, 9]].mean() > 1.2 * months[[3, 4, 5, 6]].mean()


@every_trade
def test_a_trade_sets_its_own_size(trade, tmp_path):
    small = demo.make(tmp_path, trade=trade, lines=round(12 * TRADES[trade].lines_per_customer))
    assert small.counts["customers"] == 12
