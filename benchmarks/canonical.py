"""A shop of any size straight in the canonical tables, for measuring what comes after the import: seeded, made by the engine."""

from __future__ import annotations

from regulars.store.duckdb import Store

LINES_PER_ORDER = 2.2
ORDERS_PER_CUSTOMER = 3


def fill(store: Store, lines: int) -> None:
    """About so many lines, a tenth as many customers, 2,000 products in three levels with costs, discounts and coupons.

    Gaps between orders are drawn per customer from a skewed distribution; a tenth of the lines carry a discount; one product
    in twenty is always discounted; one order in fifty is a return without a reference.
    """
    customers = lines // 10
    sql = store.execute
    sql("SELECT setseed(0.5)")
    sql("INSERT INTO products (product_id, name, category_1, category_2, category_3, list_price, unit_cost) " + _PRODUCTS)
    sql(
        "INSERT INTO customers (customer_id, name, phone, birth_date, gender, province, created_at) "
        "SELECT 'KH' || lpad(i::VARCHAR, 8, '0'), 'Khách ' || i, "
        "CASE WHEN i % 3 > 0 THEN '+849' || lpad((i * 7919 % 100000000)::VARCHAR, 8, '0') END, "
        "CASE WHEN i % 2 = 0 THEN DATE '1960-01-01' + (i * 104729 % 18000)::INT END, "
        "CASE WHEN i % 5 > 0 THEN ['female', 'male'][1 + i % 2] END, "
        "CASE WHEN i % 4 > 0 THEN ['Hà Nội', 'Đà Nẵng', 'Hồ Chí Minh', 'Huế', 'Cần Thơ'][1 + (i * 31 % 5)] END, "
        "TIMESTAMP '2023-01-01' "
        f"FROM range({customers}) t(i)"
    )
    sql(_ORDERS.format(customers=customers))
    sql(_LINES.format(mean=LINES_PER_ORDER))


_PRODUCTS = (
    "SELECT 'SP' || lpad(i::VARCHAR, 5, '0'), 'Hàng ' || i, 'Nhóm ' || (i % 12), 'Loại ' || (i % 60), 'Dòng ' || (i % 300), "
    "(20 + i * 37 % 400) * 1000, (12 + i * 37 % 400 * 6 // 10) * 1000 FROM range(2000) t(i)"
)
# A customer's rhythm (8 to 200 days) and start, then orders at rhythm × a random factor until they leave.
_ORDERS = """
INSERT INTO orders (order_id, customer_id, ordered_at, ordered_on, status, channel, coupon_code, currency, source, batch_id)
WITH people AS (
  SELECT i, 12 + 188 * power(random(), 1.2) AS gap, DATE '2023-01-01' + (900 * random())::INT AS start, 1000 * power(random(), 3) AS stays
  FROM range({customers}) t(i)
), visits AS (
  SELECT i, start, gap, unnest(range(0, least(60, 1 + (least(stays, 1095 - (start - DATE '2023-01-01')) / gap))::BIGINT)) AS k FROM people
), dated AS (
  SELECT i, start + (k * gap * (0.7 + 0.6 * random()))::INT AS day FROM visits
)
SELECT 'HD' || lpad((row_number() OVER ())::VARCHAR, 9, '0'), 'KH' || lpad(i::VARCHAR, 8, '0'), day + INTERVAL 3 HOUR, day, 'completed',
  ['Cửa hàng', 'Website', 'Shopee'][1 + i % 3], CASE WHEN random() < 0.08 THEN 'GIAM10' ELSE '' END, 'VND', 'bench', 1
FROM dated WHERE day <= DATE '2025-12-31'
"""
_LINES = """
INSERT INTO order_lines (order_id, line_no, product_id, quantity, list_amount, discount, net_amount, batch_id)
WITH lines AS (
  SELECT order_id, unnest(range(1, 2 + (2 * {mean} * random() - 1)::BIGINT)) AS line_no FROM orders
), bought AS (
  SELECT order_id, line_no, (2000 * power(random(), 2))::INT % 2000 AS p,
    CASE WHEN random() < 0.02 THEN -1 ELSE 1 + (3 * random() * random())::INT END AS quantity, random() AS luck FROM lines
), priced AS (
  SELECT *, quantity * (20 + p * 37 % 400) * 1000 AS list_amount,
    CASE WHEN p % 20 = 0 THEN 0.3 WHEN luck < 0.1 THEN 0.05 + 2 * luck ELSE 0 END AS cut FROM bought
)
SELECT order_id, line_no, 'SP' || lpad(p::VARCHAR, 5, '0'), quantity, list_amount, (list_amount * cut)::BIGINT,
  list_amount - (list_amount * cut)::BIGINT, 1 FROM priced
"""
