"""Order files of platforms, each with its own traps: what comes in equals what the platform's own totals say."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections.abc import Mapping

import pytest

from .loading_shop import LoadingShop


def written(columns: str, *rows: Mapping[str, str], delimiter: str = ",") -> str:
    """A CSV text of the columns (one per line of `columns`), with what each row says and blanks where it is silent."""
    names = [name.strip() for name in columns.strip().splitlines()]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(names)
    for row in rows:
        assert set(row) <= set(names), set(row) - set(names)
        writer.writerow([row.get(name, "") for name in names])
    return out.getvalue()


def format_of(shop: LoadingShop, outcome: object) -> str:
    known = outcome.plan.files[0].format  # type: ignore[attr-defined]
    assert known is not None and known.certain
    return known.id


def nets(shop: LoadingShop) -> dict[str, int]:
    return dict(shop.sql("SELECT order_id, sum(net_amount)::BIGINT FROM order_lines WHERE replaced_at IS NULL GROUP BY 1"))


SHOPIFY = """
    Name
    Email
    Financial Status
    Paid at
    Fulfillment Status
    Accepts Marketing
    Currency
    Subtotal
    Shipping
    Taxes
    Total
    Discount Code
    Discount Amount
    Created at
    Lineitem quantity
    Lineitem name
    Lineitem price
    Lineitem compare at price
    Lineitem sku
    Billing Name
    Billing Address1
    Billing City
    Billing Province
    Billing Country
    Billing Phone
    Cancelled at
    Refunded Amount
    Vendor
    Location
    Id
    Source
    Lineitem discount
    Phone
"""


def shopify_rows() -> list[dict[str, str]]:
    head = {"Financial Status": "paid", "Currency": "USD", "Shipping": "5.00", "Taxes": "0.00", "Refunded Amount": "0.00", "Source": "web"}
    return [
        head | {
            "Name": "#1001", "Email": "ann@example.com", "Subtotal": "45.00", "Total": "50.00", "Discount Code": "TET", "Discount Amount": "5.00",
            "Created at": "2024-05-01 23:58:12 +0000", "Lineitem quantity": "2", "Lineitem name": "Tee", "Lineitem price": "20.00",
            "Lineitem compare at price": "25.00", "Lineitem sku": "TEE", "Billing Name": "Ann Lee", "Billing Country": "US", "Lineitem discount": "0.00",
        },
        {"Name": "#1001", "Lineitem quantity": "1", "Lineitem name": "Mug", "Lineitem price": "10.00", "Lineitem compare at price": "0.00",
         "Lineitem sku": "MUG", "Lineitem discount": "0.00"},
        head | {
            "Name": "#1002", "Email": "bob@example.com", "Subtotal": "10.00", "Total": "15.00", "Discount Amount": "0.00", "Cancelled at": "2024-05-03 08:00:00 +0000",
            "Financial Status": "voided", "Created at": "2024-05-02 10:00:00 +0000", "Lineitem quantity": "1", "Lineitem name": "Mug",
            "Lineitem price": "10.00", "Lineitem sku": "MUG", "Lineitem discount": "0.00",
        },
        head | {
            "Name": "#1003", "Email": "ann@example.com", "Financial Status": "partially_refunded", "Subtotal": "20.00", "Total": "25.00", "Refunded Amount": "10.00",
            "Created at": "2024-06-02 10:00:00 +0000", "Lineitem quantity": "1", "Lineitem name": "Mug", "Lineitem price": "10.00", "Lineitem sku": "MUG",
            "Lineitem discount": "0.00",
        },
        {"Name": "#1003", "Lineitem quantity": "1", "Lineitem name": "Cup", "Lineitem price": "10.00", "Lineitem sku": "CUP", "Lineitem discount": "0.00"},
    ]  # fmt: skip


def test_shopify_orders_are_worth_their_subtotal_and_keep_what_stands_on_their_first_line(shop: LoadingShop) -> None:
    outcome = shop.text(written(SHOPIFY, *shopify_rows()))
    assert format_of(shop, outcome) == "shopify_orders" and outcome.currency == "USD"
    assert nets(shop) == {"#1001": 4500, "#1002": 1000, "#1003": 2000}
    assert shop.sql("SELECT customer_id, coupon_code, channel, ordered_on FROM orders WHERE order_id = '#1001'") == [
        ("ann@example.com", "TET", "web", dt.date(2024, 5, 2)),
    ]  # fmt: skip
    assert shop.sql("SELECT list_amount, discount, net_amount FROM order_lines WHERE order_id = '#1001' ORDER BY 1") == [
        (1000, 100, 900), (5000, 1400, 3600),
    ]  # fmt: skip
    assert shop.sql("SELECT order_id, status FROM orders ORDER BY 1") == [
        ("#1001", "completed"),
        ("#1002", "cancelled"),
        ("#1003", "completed"),
    ]
    assert shop.sql("SELECT order_id, sum(returned_amount)::BIGINT FROM order_lines GROUP BY 1 HAVING sum(returned_amount) > 0") == [
        ("#1003", 1000)
    ]
    assert shop.one("SELECT name FROM customers WHERE customer_id = 'ann@example.com'") == "Ann Lee"


def test_shopify_orders_in_several_currencies_change_all_their_lines(shop: LoadingShop) -> None:
    rows = [row | ({"Currency": "EUR"} if row["Name"] == "#1001" and "Currency" in row else {}) for row in shopify_rows()]
    rates = shop.file("currency,day,rate\nEUR,2024-01-01,2\n", "rates.csv")
    outcome = shop.load(shop.file(written(SHOPIFY, *rows)), rates, currency="USD")
    assert outcome.refused_rows == 0
    assert nets(shop) == {"#1001": 9000, "#1002": 1000, "#1003": 2000}


def test_the_order_of_rows_and_columns_and_what_is_left_out_do_not_matter(shop: LoadingShop) -> None:
    names = [name.strip() for name in SHOPIFY.strip().splitlines()]
    fewer = [name for name in reversed(names) if name not in ("Vendor", "Location", "Billing Province", "Phone", "Paid at")]
    rows = [{name: cell for name, cell in row.items() if name in fewer} for row in reversed(shopify_rows())]
    outcome = shop.text("\ufeff" + written("\n".join([*fewer, "Extra column"]), *rows))
    assert format_of(shop, outcome) == "shopify_orders"
    assert nets(shop) == {"#1001": 4500, "#1002": 1000, "#1003": 2000}


WEBTOFFEE = """
    order_id
    order_number
    order_date
    status
    shipping_total
    shipping_tax_total
    fee_total
    tax_total
    cart_discount
    discount_total
    order_total
    order_currency
    customer_id
    customer_email
    billing_first_name
    billing_last_name
    billing_email
    billing_phone
    billing_city
    coupon_items
    refund_items
    line_item_1
    line_item_2
    Product Item 1 Name
    Product Item 1 id
    Product Item 1 SKU
    Product Item 1 Quantity
    Product Item 1 Total
    Product Item 1 Subtotal
    Product Item 2 Name
    Product Item 2 id
    Product Item 2 SKU
    Product Item 2 Quantity
    Product Item 2 Total
    Product Item 2 Subtotal
"""


def test_the_wide_items_of_woocommerce_become_lines(shop: LoadingShop) -> None:
    rows = (
        {"order_id": "501", "order_date": "2024-05-01 10:00:00", "status": "completed", "shipping_total": "3", "order_total": "30.5",
         "order_currency": "USD", "customer_id": "7", "billing_first_name": "Ann", "billing_last_name": "Lee", "billing_email": "ann@example.com",
         "coupon_items": "code:TET|amount:2.50", "Product Item 1 Name": "Tee", "Product Item 1 SKU": "TEE", "Product Item 1 Quantity": "2",
         "Product Item 1 Total": "18.00", "Product Item 1 Subtotal": "20.00", "Product Item 2 Name": "Mug", "Product Item 2 SKU": "MUG",
         "Product Item 2 Quantity": "1", "Product Item 2 Total": "9.50", "Product Item 2 Subtotal": "10.00"},
        {"order_id": "502", "order_date": "2024-05-02 10:00:00", "status": "wc-failed", "order_total": "10.00", "order_currency": "USD", "customer_id": "0",
         "billing_email": "guest@example.com", "Product Item 1 Name": "Mug", "Product Item 1 SKU": "MUG", "Product Item 1 Quantity": "1",
         "Product Item 1 Total": "10.00", "Product Item 1 Subtotal": "10.00"},
        {"order_id": "503", "order_date": "2024-05-03 10:00:00", "status": "refunded", "order_total": "10.00", "order_currency": "USD", "customer_id": "0",
         "billing_email": "guest@example.com", "refund_items": "amount:10.00|reason:|date:2024-05-04",
         "line_item_1": "name:Cup|product_id:60|sku:CUP|quantity:1|total:10.00|sub_total:12.00"},
    )  # fmt: skip
    outcome = shop.text(written(WEBTOFFEE, *rows))
    assert format_of(shop, outcome) == "woocommerce_webtoffee"
    assert shop.sql("SELECT order_id, product_id, quantity, list_amount, net_amount, returned_amount FROM order_lines ORDER BY 1, 2") == [
        ("501", "MUG", 1, 1000, 950, None), ("501", "TEE", 2, 2000, 1800, None), ("502", "MUG", 1, 1000, 1000, None), ("503", "60", 1, 1200, 1000, 1000),
    ]  # fmt: skip
    assert shop.sql("SELECT order_id, customer_id, status, coupon_code FROM orders ORDER BY 1") == [
        ("501", "7", "completed", "TET"), ("502", "guest@example.com", "cancelled", ""), ("503", "guest@example.com", "completed", ""),
    ]  # fmt: skip
    assert outcome.rows_read >= 3 and outcome.refused_rows == 0


def test_a_refused_row_among_wide_items_is_told_by_its_own_number(shop: LoadingShop) -> None:
    good = {"order_id": "501", "order_date": "2024-05-01 10:00:00", "status": "completed", "order_total": "30", "customer_id": "7"} | {
        f"Product Item {i} {name}": cell for i in (1, 2) for name, cell in (("Name", "Tee"), ("Quantity", "1"), ("Total", "15"), ("Subtotal", "15"))
    }  # fmt: skip
    outcome = shop.text(written(WEBTOFFEE, *(good | {"order_id": str(i)} for i in range(5)), good | {"order_date": "tomorrow"}))
    assert {(one.row, one.reason, one.example) for one in outcome.refused} == {(7, "not_a_date", "tomorrow")}


def test_an_order_total_without_prices_is_spread_by_quantity(shop: LoadingShop) -> None:
    columns = "Order Number\nOrder Status\nOrder Date\nOrder Total\nBilling First Name\nBilling Last Name\nBilling Email\nItem Name\nItem Quantity"
    head = {"Order Status": "Completed", "Order Date": "2024-05-01 10:00", "Billing First Name": "Ann", "Billing Email": "ann@example.com"}
    outcome = shop.text(written(
        columns, head | {"Order Number": "1", "Order Total": "100.00", "Item Name": "Tee", "Item Quantity": "2"},
        head | {"Order Number": "1", "Order Total": "100.00", "Item Name": "Mug", "Item Quantity": "1"},
        head | {"Order Number": "2", "Order Total": "40.00", "Item Name": "Mug", "Item Quantity": "1", "Order Status": "Refunded"},
    ), currency="USD")  # fmt: skip
    assert format_of(shop, outcome) == "woocommerce_advanced_order_export"
    assert nets(shop) == {"1": 10000, "2": 4000}
    assert sorted(shop.sql("SELECT net_amount FROM order_lines WHERE order_id = '1'")) == [(3333,), (6667,)]
    assert shop.one("SELECT returned_amount FROM order_lines WHERE order_id = '2'") == 4000


SQUARE = """
    Date
    Time
    Time Zone
    Gross Sales
    Discounts
    Service Charges
    Net Sales
    Gift Card Sales
    Tax
    Tip
    Partial Refunds
    Total Collected
    Source
    Fees
    Net Total
    Transaction ID
    Payment ID
    Event Type
    Location
    Customer ID
    Customer Name
    Discount Name
    Transaction Status
    Channel
"""


def test_square_writes_dollars_and_takes_refunds_off_the_day_they_are_made(shop: LoadingShop) -> None:
    day = {"Time Zone": "Eastern Time (US & Canada)", "Location": "Main", "Transaction Status": "Complete"}
    outcome = shop.text(written(
        SQUARE,
        day | {"Date": "01/05/2024", "Time": "14:30:00", "Gross Sales": "$1,240.00", "Discounts": "-$40.00", "Net Sales": "$1,200.00", "Partial Refunds": "$0.00",
               "Total Collected": "$1,200.00", "Transaction ID": "T1", "Event Type": "Payment", "Customer ID": "C1", "Discount Name": "VIP", "Channel": "POS"},
        day | {"Date": "01/09/2024", "Time": "09:30:00", "Gross Sales": "$0.00", "Discounts": "$0.00", "Net Sales": "$0.00", "Partial Refunds": "-$15.50",
               "Total Collected": "-$15.50", "Transaction ID": "T2", "Event Type": "Refund", "Customer ID": "C1"},
        day | {"Date": "01/10/2024", "Time": "09:30:00", "Gross Sales": "-$20.00", "Discounts": "$0.00", "Net Sales": "-$20.00", "Partial Refunds": "$0.00",
               "Total Collected": "-$20.00", "Transaction ID": "T3", "Event Type": "Refund", "Customer ID": "C1"},
    ), timezone="America/New_York")  # fmt: skip
    assert format_of(shop, outcome) == "square_transactions"
    assert nets(shop) == {"T1": 120000, "T2": -1550, "T3": -2000}
    assert shop.sql("SELECT ordered_on, coupon_code, channel, store_id FROM orders WHERE order_id = 'T1'") == [
        (dt.date(2024, 1, 5), "VIP", "POS", "Main")
    ]
    assert shop.sql("SELECT list_amount, discount FROM order_lines WHERE order_id = 'T1'") == [(124000, 4000)]


def test_square_items_are_lines_with_categories(shop: LoadingShop) -> None:
    columns = "Date\nTime\nTime Zone\nCategory\nItem\nQty\nPrice Point Name\nSKU\nGross Sales\nDiscounts\nNet Sales\nTax\n"
    columns += "Transaction ID\nPayment ID\nEvent Type\nLocation\nCustomer ID"
    line = {
        "Date": "2024-01-05",
        "Time": "14:30:00",
        "Transaction ID": "T1",
        "Event Type": "Payment",
        "Customer ID": "C1",
        "Category": "Drinks",
    }
    outcome = shop.text(written(
        columns, line | {"Item": "Tea", "SKU": "TEA", "Qty": "2.0", "Gross Sales": "$10.00", "Discounts": "-$1.00", "Net Sales": "$9.00"},
        line | {"Item": "Cake", "SKU": "CAKE", "Qty": "1.0", "Gross Sales": "$5.00", "Discounts": "$0.00", "Net Sales": "$5.00"},
    ))  # fmt: skip
    assert format_of(shop, outcome) == "square_items"
    assert nets(shop) == {"T1": 1400}
    assert shop.sql("SELECT product_id, category_1 FROM products ORDER BY 1") == [("CAKE", "Drinks"), ("TEA", "Drinks")]


STRIPE = """
    id
    Description
    Created (UTC)
    Amount
    Amount Refunded
    Currency
    Converted Amount
    Converted Amount Refunded
    Fee
    Converted Currency
    Status
    Customer ID
    Customer Email
    Captured
    Card Name
    Disputed Amount
    Dispute Status
"""


def test_stripe_times_are_utc_and_failed_payments_do_not_count(shop: LoadingShop) -> None:
    outcome = shop.text(written(
        STRIPE,
        {"id": "ch_1", "Created (UTC)": "2024-05-01 20:30", "Amount": "12.00", "Amount Refunded": "2.00", "Currency": "eur", "Converted Amount": "13.00",
         "Converted Amount Refunded": "2.20", "Converted Currency": "usd", "Status": "Paid", "Customer ID": "cus_1", "Captured": "true"},
        {"id": "ch_2", "Created (UTC)": "2024-05-01 21:30", "Amount": "50.00", "Amount Refunded": "0.00", "Currency": "usd", "Status": "Failed",
         "Customer Email": "ann@example.com", "Captured": "false"},
        {"id": "ch_3", "Created (UTC)": "2024-05-02 21:30", "Amount": "5.00", "Amount Refunded": "5.00", "Currency": "usd", "Converted Amount": "5.00",
         "Converted Amount Refunded": "5.00", "Converted Currency": "usd", "Status": "Refunded", "Customer Email": "ann@example.com", "Captured": "true"},
    ))  # fmt: skip
    assert format_of(shop, outcome) == "stripe_payments" and outcome.currency == "USD" and outcome.refused_rows == 0
    assert shop.sql("SELECT order_id, ordered_at, customer_id, status FROM orders ORDER BY 1") == [
        ("ch_1", dt.datetime(2024, 5, 1, 20, 30), "cus_1", "completed"), ("ch_2", dt.datetime(2024, 5, 1, 21, 30), "ann@example.com", "cancelled"),
        ("ch_3", dt.datetime(2024, 5, 2, 21, 30), "ann@example.com", "completed"),
    ]  # fmt: skip
    assert shop.one("SELECT ordered_on FROM orders WHERE order_id = 'ch_1'") == dt.date(2024, 5, 2)
    assert shop.sql("SELECT net_amount, returned_amount FROM order_lines ORDER BY order_id") == [(1300, 220), (5000, None), (500, 500)]


SHOPEE = """
    Mã đơn hàng
    Mã Kiện Hàng
    Ngày đặt hàng
    Trạng Thái Đơn Hàng
    Nhận xét từ Người mua
    Tình trạng Trả hàng / Hoàn tiền
    SKU sản phẩm
    Tên sản phẩm
    SKU phân loại hàng
    Tên phân loại hàng
    Giá gốc
    Người bán trợ giá
    Được Shopee trợ giá
    Tổng số tiền được người bán trợ giá
    Giá ưu đãi
    Số lượng
    Tổng giá bán (sản phẩm)
    Tổng giá trị đơn hàng (VND)
    Mã giảm giá của Shop
    Hoàn Xu
    Mã giảm giá của Shopee
    Giảm giá từ combo Shopee
    Giảm giá từ Combo của Shop
    Shopee Xu được hoàn
    Số tiền được giảm khi thanh toán bằng thẻ Ghi nợ
    Phí vận chuyển mà người mua trả
    Tổng số tiền người mua thanh toán
    Người Mua
    Tên Người nhận
    Số điện thoại
    Tỉnh/Thành phố
    TP / Quận / Huyện
    Địa chỉ nhận hàng
    Quốc gia
"""


def shopee_rows() -> list[dict[str, str]]:
    """Order S1: goods of 100,000 and 50,000, vouchers of 10,000 and 5,000, 15,000 shipping: 150,000 paid. S2 cancelled, S3 returned."""
    first = {
        "Mã đơn hàng": "S1", "Ngày đặt hàng": "2024-03-15 23:30", "Trạng Thái Đơn Hàng": "Hoàn thành", "Mã giảm giá của Shop": "10000.00",
        "Mã giảm giá của Shopee": "5000.00", "Phí vận chuyển mà người mua trả": "15000.00", "Tổng số tiền người mua thanh toán": "150000.00",
        "Tổng giá trị đơn hàng (VND)": "150000.00", "Người Mua": "lan.nguyen", "Tên Người nhận": "N***n", "Số điện thoại": "******78",
        "Tỉnh/Thành phố": "Hà Nội", "TP / Quận / Huyện": "Quận Tây Hồ", "Quốc gia": "VN",
    }  # fmt: skip
    tea = {
        "SKU phân loại hàng": "TEA",
        "Tên sản phẩm": "Trà",
        "Giá gốc": "60000.00",
        "Giá ưu đãi": "50000.00",
        "Số lượng": "2",
        "Tổng giá bán (sản phẩm)": "100000.00",
    }
    cup = {
        "SKU phân loại hàng": "CUP",
        "Tên sản phẩm": "Ly",
        "Giá gốc": "50000.00",
        "Giá ưu đãi": "50000.00",
        "Số lượng": "1",
        "Tổng giá bán (sản phẩm)": "50000.00",
    }
    none = dict.fromkeys(("Mã giảm giá của Shop", "Mã giảm giá của Shopee", "Phí vận chuyển mà người mua trả"), "0.00")
    alone = none | {"Tổng số tiền người mua thanh toán": "50000.00"}
    return [
        first | tea,
        first | cup,
        first | alone | cup | {"Mã đơn hàng": "S2", "Trạng Thái Đơn Hàng": "Đã hủy", "Người Mua": "m***h"},
        first | alone | cup | {"Mã đơn hàng": "S3", "Trạng Thái Đơn Hàng": "Trả hàng/Hoàn tiền"},
    ]


def test_shopee_vouchers_of_the_order_come_off_once_and_masks_tell_nobody(shop: LoadingShop) -> None:
    outcome = shop.text(written(SHOPEE, *shopee_rows()))
    assert format_of(shop, outcome) == "shopee_vn_orders" and outcome.currency == "VND"
    assert nets(shop) == {"S1": 150_000 - 15_000, "S2": 50_000, "S3": 50_000}
    assert shop.sql("SELECT order_id, customer_id, status, channel, coupon_code FROM orders ORDER BY 1") == [
        ("S1", "lan.nguyen", "completed", "Shopee", "Mã giảm giá của Shop"), ("S2", None, "cancelled", "Shopee", ""),
        ("S3", "lan.nguyen", "completed", "Shopee", ""),
    ]  # fmt: skip
    assert shop.sql("SELECT order_id, returned_amount FROM order_lines WHERE returned_amount IS NOT NULL") == [("S3", 50_000)]
    assert shop.sql("SELECT product_id, list_amount, discount, net_amount FROM order_lines WHERE order_id = 'S1' ORDER BY 1") == [
        ("CUP", 50_000, 5_000, 45_000), ("TEA", 120_000, 30_000, 90_000),
    ]  # fmt: skip
    assert shop.sql("SELECT customer_id, name, phone, province, district FROM customers") == [
        ("lan.nguyen", None, None, "Hà Nội", "Quận Tây Hồ")
    ]


def test_the_capital_of_shopees_newer_column_makes_it_the_lines_own(shop: LoadingShop) -> None:
    newer = SHOPEE.replace("Tổng giá bán (sản phẩm)", "Số lượng sản phẩm được hoàn trả\n    Tổng số tiền Người mua thanh toán")
    rows = [
        {name.replace("Tổng giá bán (sản phẩm)", "Tổng số tiền Người mua thanh toán"): cell for name, cell in row.items()}
        for row in shopee_rows()
    ]
    rows[0]["Số lượng sản phẩm được hoàn trả"] = "1"
    shop.text(written(newer, *rows))
    assert nets(shop) == {"S1": 135_000, "S2": 50_000, "S3": 50_000}
    assert shop.sql("SELECT product_id, returned_amount FROM order_lines WHERE order_id = 'S1' ORDER BY 1") == [
        ("CUP", None),
        ("TEA", 45_000),
    ]


TIKTOK = """
    Order ID
    Order Status
    Order Substatus
    Cancelation/Return Type
    SKU ID
    Seller SKU
    Product Name
    Quantity
    Sku Quantity of return
    SKU Unit Original Price
    SKU Subtotal Before Discount
    SKU Platform Discount
    SKU Seller Discount
    SKU Subtotal After Discount
    Shipping Fee After Discount
    Payment platform discount
    Order Amount
    Order Refund Amount
    Created Time
    Cancelled Time
    Warehouse Name
    Buyer Username
    Recipient
    Phone #
    Country
    Province
    District
    Product Category
"""
DESCRIBED = {
    "Order ID": "Platform unique order ID.", "Order Status": "Current order status.", "Quantity": "SKU sold quantity in the order.",
    "SKU Subtotal After Discount": "It equals SKU Subtotal Before Discount - SKU Platform Discount - SKU Seller Discount.",
    "Order Amount": "It equals Shipping Fee After Discount + SKU Subtotal After Discount + Taxes.", "Created Time": "Order created time.",
}  # fmt: skip


def tiktok_rows() -> list[dict[str, str]]:
    order = {
        "Order ID": "576460000000000001\t", "Order Status": "Completed", "Order Amount": "150000", "Shipping Fee After Discount": "15000", "Order Refund Amount": "0",
        "Created Time": "05/02/2024 23:30:00\t", "Buyer Username": "lan88", "Recipient": "N*** L***", "Phone #": "(+84)90*****12", "Country": "Vietnam",
        "Province": "Hà Nội", "Sku Quantity of return": "0",
    }  # fmt: skip
    tea = {
        "Seller SKU": "TEA", "Quantity": "2", "SKU Subtotal Before Discount": "120000", "SKU Platform Discount": "10000", "SKU Seller Discount": "20000",
        "SKU Subtotal After Discount": "90000", "Product Name": "Trà", "SKU Unit Original Price": "60000",
    }  # fmt: skip
    cup = {
        "Seller SKU": "CUP", "Quantity": "1", "SKU Subtotal Before Discount": "50000", "SKU Platform Discount": "0", "SKU Seller Discount": "5000",
        "SKU Subtotal After Discount": "45000", "Product Name": "Ly", "SKU Unit Original Price": "50000",
    }  # fmt: skip
    return [
        order | tea,
        order | cup,
        order | cup | {"Order ID": "576460000000000002", "Order Status": "Canceled", "Cancelation/Return Type": "Cancel", "Order Amount": "60000",
                       "Cancelled Time": "06/02/2024 08:00:00"},
        order | tea | {"Order ID": "576460000000000003", "Cancelation/Return Type": "Return/Refund", "Sku Quantity of return": "1", "Order Refund Amount": "45000"},
        order | cup | {"Order ID": "576460000000000003", "Order Refund Amount": "45000"},
        order | tea | {"Order ID": "576460000000000004", "Order Status": "To ship", "Order Refund Amount": "45000"},
        order | cup | {"Order ID": "576460000000000004", "Order Status": "To ship", "Cancelation/Return Type": "Cancel", "Order Refund Amount": "0"},
    ]  # fmt: skip


@pytest.mark.parametrize("lines", [1, 7])
def test_tiktoks_second_row_is_no_order_however_short_the_file(shop: LoadingShop, lines: int) -> None:
    outcome = shop.text(written(TIKTOK, DESCRIBED, *tiktok_rows()[:lines]))
    assert format_of(shop, outcome) == "tiktok_shop_orders" and outcome.refused_rows == 0
    assert outcome.rows_read == lines


def test_tiktok_lines_are_worth_their_subtotal_and_not_the_order_amount(shop: LoadingShop) -> None:
    outcome = shop.text(written(TIKTOK, DESCRIBED, *tiktok_rows()))
    assert nets(shop) == {f"57646000000000000{i}": net for i, net in ((1, 135_000), (2, 45_000), (3, 135_000), (4, 90_000))}
    assert shop.sql("SELECT right(order_id, 1), ordered_on, status, customer_id, channel FROM orders ORDER BY 1") == [
        ("1", dt.date(2024, 2, 5), "completed", "lan88", "TikTok Shop"), ("2", dt.date(2024, 2, 5), "cancelled", "lan88", "TikTok Shop"),
        ("3", dt.date(2024, 2, 5), "completed", "lan88", "TikTok Shop"), ("4", dt.date(2024, 2, 5), None, "lan88", "TikTok Shop"),
    ]  # fmt: skip
    assert shop.sql("SELECT right(order_id, 1), product_id, returned_amount FROM order_lines WHERE returned_amount > 0 ORDER BY 1") == [
        ("3", "TEA", 45_000), ("4", "TEA", 45_000),
    ]  # fmt: skip
    assert shop.sql("SELECT list_amount, discount FROM order_lines WHERE order_id LIKE '%1' ORDER BY 1") == [
        (50_000, 5_000),
        (120_000, 30_000),
    ]
    assert shop.sql("SELECT name, phone FROM customers") == [(None, None)]
    assert any("1 lines are cancelled" in note.en for note in outcome.notes)


LAZADA = """
    orderItemId
    orderType
    lazadaId
    sellerSku
    lazadaSku
    wareHouse
    createTime
    orderNumber
    customerName
    customerEmail
    shippingName
    shippingAddress
    shippingPhone
    shippingCity
    shippingRegion
    billingName
    paidPrice
    unitPrice
    shippingFee
    itemName
    status
    refundAmount
"""


def test_lazada_has_a_row_per_unit_with_a_fate_of_its_own(shop: LoadingShop) -> None:
    unit = {
        "orderNumber": "9001", "createTime": "28 Feb 2026 23:30", "sellerSku": "TEA", "itemName": "Trà", "unitPrice": "60000.00", "paidPrice": "50000.00",
        "customerName": "Nguyễn Lan", "billingName": "N***n", "shippingPhone": "84*******78", "status": "delivered",
    }  # fmt: skip
    outcome = shop.text(written(
        LAZADA, unit | {"orderItemId": "1"}, unit | {"orderItemId": "2"}, unit | {"orderItemId": "3", "status": "canceled"},
        unit | {"orderItemId": "4", "orderNumber": "9002", "status": "package returned"}, unit | {"orderItemId": "5", "orderNumber": "9003", "status": "canceled"},
        unit | {"orderItemId": "6", "orderNumber": "9004", "status": "pending"}, unit | {"orderItemId": "7", "orderNumber": "9004", "status": "canceled"},
    ))  # fmt: skip
    assert format_of(shop, outcome) == "lazada_orders_xlsx"
    assert nets(shop) == {"9001": 100_000, "9002": 50_000, "9003": 50_000, "9004": 50_000}
    assert shop.sql("SELECT order_id, ordered_on, status, channel FROM orders ORDER BY 1") == [
        ("9001", dt.date(2026, 2, 28), "completed", "Lazada"), ("9002", dt.date(2026, 2, 28), "completed", "Lazada"),
        ("9003", dt.date(2026, 2, 28), "cancelled", "Lazada"), ("9004", dt.date(2026, 2, 28), None, "Lazada"),
    ]  # fmt: skip
    assert shop.sql("SELECT order_id, sum(quantity), sum(returned_amount)::BIGINT FROM order_lines GROUP BY 1 ORDER BY 1") == [
        ("9001", 2, None), ("9002", 1, 50_000), ("9003", 1, None), ("9004", 1, None),
    ]  # fmt: skip
    assert outcome.duplicates == 0


def test_the_older_lazada_file_is_known_too(shop: LoadingShop) -> None:
    columns = "Order Item Id\nOrder Type\nSeller SKU\nLazada SKU\nCreated at\nOrder Number\nCustomer Name\nShipping Phone Number\n"
    columns += "Paid Price\nUnit Price\nItem Name\nStatus\nRefund Amount"
    unit = {
        "Order Number": "1",
        "Created at": "28 Feb 2026 23:30",
        "Seller SKU": "TEA",
        "Paid Price": "50000.00",
        "Unit Price": "60000.00",
        "Status": "delivered",
        "Customer Name": "Lan",
    }
    outcome = shop.text(
        written(columns, unit | {"Order Item Id": "1"}, unit | {"Order Item Id": "2", "Status": "returned", "Refund Amount": "20000.00"})
    )
    assert format_of(shop, outcome) == "lazada_orders_csv"
    assert nets(shop) == {"1": 100_000}
    assert shop.one("SELECT sum(returned_amount) FROM order_lines") == 20_000


def test_the_same_platform_file_twice_adds_nothing(shop: LoadingShop) -> None:
    for columns, rows in ((SHOPIFY, shopify_rows()), (SHOPEE, shopee_rows()), (TIKTOK, [DESCRIBED, *tiktok_rows()])):
        path = shop.file(written(columns, *rows))
        shop.load(path, currency="USD")
        assert shop.load(path, currency="USD").already_loaded


def test_what_the_user_maps_wins_over_the_format(shop: LoadingShop) -> None:
    outcome = shop.text(written(SHOPIFY, *shopify_rows()), mapping={"Total": "amount", "Id": "coupon_code"})
    assert format_of(shop, outcome) == "shopify_orders"
    assert nets(shop)["#1001"] == 5000
    assert set(outcome.plan.remembered().popitem()[1].values()) == {"amount", "coupon_code"}


def test_a_platform_file_mended_row_by_row_is_worth_what_a_whole_one_is(shop: LoadingShop) -> None:
    from regulars.intake.mending import Mend, Which
    from regulars.store.mending import mend

    rows = shopee_rows()
    rows[1]["Tổng giá bán (sản phẩm)"] = "năm mươi nghìn"
    outcome = shop.text(written(SHOPEE, *rows))
    assert [one.example for one in outcome.refused] == ["năm mươi nghìn"]
    assert nets(shop)["S1"] == 85_000
    mend(shop.store, Mend("as", Which(), new="50000"), now=dt.datetime(2026, 11, 22))
    assert nets(shop) == {"S1": 135_000, "S2": 50_000, "S3": 50_000}


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_given_off_the_lines_add_up_to_the_platforms_totals(shop: LoadingShop, seed: int) -> None:
    rng, rows, totals, refunds = random.Random(seed), [], {}, {}
    for i in range(60):
        prices = [rng.choice((0, 1, 999, 1050, 33333)) for _ in range(rng.randint(1, 5))]
        totals[f"#{i}"] = total = rng.randint(0, sum(prices))
        refunds[f"#{i}"] = refund = rng.choice((0, 0, total, total // 3))
        head = {"Email": f"p{i % 9}@example.com", "Financial Status": "paid", "Currency": "USD", "Created at": "2024-05-01 10:00:00 +0000"}
        head |= {"Subtotal": f"{total / 100:.2f}", "Refunded Amount": f"{refund / 100:.2f}"}
        for k, price in enumerate(prices):
            line = {"Name": f"#{i}", "Lineitem quantity": "1", "Lineitem name": f"P{price}", "Lineitem price": f"{price / 100:.2f}"}
            rows.append(line | (head if k == 0 else {}))
    shop.text(written(SHOPIFY, *rows))
    assert nets(shop) == totals
    assert shop.one("SELECT min(net_amount) FROM order_lines") >= 0
    given_back = shop.sql("SELECT order_id, coalesce(sum(returned_amount), 0)::BIGINT FROM order_lines GROUP BY 1")
    assert dict(given_back) == refunds
