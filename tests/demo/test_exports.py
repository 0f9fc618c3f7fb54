"""What platforms export of the same shop: their exact columns, their oddities, and the same orders, customers and sums."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import fastexcel
import pandas as pd
import pytest

import regulars
from regulars import demo
from regulars.demo.exports import PLATFORMS, export, kiotviet, shopee, shopify, tiktok
from regulars.errors import InputError, NotFound

KNOWN = Path(__file__).parents[3] / "shared" / "data" / "formats" / "known_formats.json"
CHANNELS = {"shopee": "Shopee", "tiktok": "TikTok Shop", "shopify": "Website"}
SUMS = """SELECT count(DISTINCT order_id) FILTER (quantity > 0), count(DISTINCT customer_id), sum(net_amount) - sum(coalesce(returned_amount, 0))
FROM orders JOIN order_lines USING (order_id)
WHERE orders.replaced_at IS NULL AND order_lines.replaced_at IS NULL AND status IS DISTINCT FROM 'cancelled' AND channel = ?"""


@dataclass(frozen=True)
class Exported:
    files: demo.DemoFiles
    paths: dict[str, tuple[Path, ...]]

    def table(self, platform: str, at: int = 0) -> pd.DataFrame:
        path = self.paths[platform][at]
        if path.suffix == ".xlsx":
            return fastexcel.read_excel(path).load_sheet(0, dtypes="string").to_pandas().fillna("")
        return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")


@pytest.fixture(scope="module")
def exported(tmp_path_factory) -> Exported:
    files = demo.make(tmp_path_factory.mktemp("exports"), trade="fashion", customers=300, further=False)
    return Exported(files, {platform: export(files, platform) for platform in PLATFORMS})


@pytest.fixture(scope="module")
def general(exported, tmp_path_factory) -> dict[str, tuple[int, int, int]]:
    """Orders, customers and money of every channel as the general files say."""
    with regulars.open(tmp_path_factory.mktemp("shop")) as shop:
        shop.load(*exported.files.importable)
        return {channel: shop.store.sql(SUMS, [channel])[0] for channel in CHANNELS.values()}


@pytest.mark.skipif(not KNOWN.exists(), reason="needs the list of known formats, which is not shipped")
def test_the_columns_are_those_of_the_platforms():
    known = json.loads(KNOWN.read_text("utf-8"))
    assert list(shopee.HEADERS) == [*known["shopee_vn_orders"]["cols"], *known["shopee_vn_orders"]["newer"]]
    assert list(tiktok.HEADERS) == known["tiktok_shop_orders"]["cols"]
    assert list(shopify.HEADERS) == known["shopify_orders_export"]["cols"]
    assert list(kiotviet.CUSTOMERS) == known["kiotviet_customers_template"]["cols"]
    assert list(kiotviet.PRODUCTS) == known["kiotviet_products_template"]["cols"]


@pytest.mark.parametrize("platform", CHANNELS)
def test_what_a_platform_exports_tells_the_same_orders_customers_and_sums(exported, general, platform, tmp_path):
    channel = CHANNELS[platform]
    with regulars.open(tmp_path) as shop:
        shop.load(*exported.paths[platform])
        orders, customers, net = shop.store.sql(SUMS.replace(" AND channel = ?", ""))[0]
    assert (orders, customers) == general[channel][:2]
    # A voucher is the whole order's: what of it belongs to a line that went back is known to within some hundred đồng.
    assert net == pytest.approx(general[channel][2], rel=2e-5)


def test_shopee_masks_its_buyers_and_has_two_columns_that_differ_by_a_capital(exported):
    orders = exported.table("shopee")
    assert orders["Tên Người nhận"].str.contains("*", regex=False).all()
    assert orders["Số điện thoại"].str.startswith("******").all()
    assert {"Tổng số tiền người mua thanh toán", "Tổng số tiền Người mua thanh toán"} <= set(orders.columns)
    paid = orders["Tổng số tiền Người mua thanh toán"].astype(float).groupby(orders["Mã đơn hàng"]).sum()
    assert (paid == orders.groupby("Mã đơn hàng")["Tổng số tiền người mua thanh toán"].first().astype(float)).all()
    assert orders["Giá ưu đãi"].str.endswith(".00").all()


def test_tiktok_describes_its_columns_and_repeats_the_order_amount(exported):
    orders = exported.table("tiktok")
    assert orders.loc[0, "Order ID"] == "Platform unique order ID."
    orders = orders.iloc[1:]
    assert orders["Order ID"].str.fullmatch(r"\d{18}\t").all()
    assert set(orders["Cancelation/Return Type"]) == {"", "Cancel", "Return/Refund"}
    assert pd.to_datetime(orders["Created Time"], format="%d/%m/%Y %H:%M:%S").notna().all()
    assert (orders.groupby("Order ID")["Order Amount"].nunique() == 1).all()
    assert orders["Order ID"].duplicated().any()


def test_shopify_leaves_the_orders_cells_blank_after_the_first_line(exported):
    orders = exported.table("shopify")
    later = orders["Name"].duplicated()
    assert later.any()
    assert (orders.loc[later, ["Email", "Total", "Created at", "Financial Status"]] == "").all(axis=None)
    assert (orders.loc[~later, ["Email", "Total", "Created at", "Financial Status"]] != "").all(axis=None)


def test_kiotviet_keeps_province_and_district_in_one_cell(exported):
    people, goods = exported.table("kiotviet"), exported.table("kiotviet", 1)
    assert len(people) == exported.files.counts["customers"]
    assert people["Khu vực giao hàng"].str.contains(" - Quận ").any()
    assert goods["Nhóm hàng(3 Cấp)"].str.count(">>").max() == 2
    assert len(goods) == exported.files.counts["products"]


def test_the_same_shop_exports_the_same_bytes(exported):
    before = {path: path.read_bytes() for paths in exported.paths.values() for path in paths}
    for platform in PLATFORMS:
        export(exported.files, platform)
    assert all(path.read_bytes() == content for path, content in before.items())


def test_a_platform_that_is_unknown_or_unused_is_refused_with_what_there_is(tmp_path):
    files = demo.make(tmp_path, customers=60, further=False)
    with pytest.raises(NotFound, match="kiotviet, shopee"):
        export(files, "lazada")
    with pytest.raises(InputError, match="TikTok Shop"):
        export(files, "tiktok")
    assert not (tmp_path / "tiktok").exists()
