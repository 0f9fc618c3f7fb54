"""Haravan: the list of orders as its screen shows it."""

from __future__ import annotations

from regulars.sources.format import Format
from regulars.words import Words

ORDERS = Format(
    id="haravan_orders_screen",
    name=Words("đơn hàng Haravan (theo tên cột trên màn hình)", "Haravan orders (by the labels on its screen)"),
    table="orders",
    certain=False,
    marks=("Mã đơn hàng", "Ngày tạo", "Khách hàng", "Tổng tiền", "Tình trạng", "Kênh"),
    fields={
        "order_id": "Mã đơn hàng",
        "customer_id": "Mã khách hàng",
        "name": "Khách hàng",
        "phone": "Điện thoại",
        "ordered_at": "Ngày tạo",
        "status": "Tình trạng",
        "channel": "Kênh",
        "amount": "Tổng tiền",
    },
    dates="dmy",
)
