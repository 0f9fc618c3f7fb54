"""Shopee Vietnam: the orders that the Seller Centre exports, older columns and newer ones."""

from __future__ import annotations

from regulars.intake.made import Habits, always, bare, first, unmasked, used, when
from regulars.sources.format import Format
from regulars.words import Words

RETURNED = "Trả hàng/Hoàn tiền"
ACCEPTED = ("đã chấp thuận yêu cầu", "đã chấp nhận yêu cầu", "đã hoàn tiền", "hoàn tiền thành công", "đã trả hàng", "đã hoàn tất")
VOUCHERS = ("Mã giảm giá của Shop", "Mã giảm giá của Shopee")

ORDERS = Format(
    id="shopee_vn_orders",
    name=Words("đơn hàng Shopee (Kênh Người Bán › Xuất)", "Shopee orders (export of the Seller Centre, Vietnam)"),
    table="orders",
    marks=("Mã đơn hàng", "Ngày đặt hàng", "Trạng Thái Đơn Hàng", "Giá ưu đãi", "*SKU phân loại hàng", "*Tên phân loại hàng", "*Mã giảm giá của Shopee"),
    fields={
        "order_id": bare("Mã đơn hàng"),
        "customer_id": unmasked("Người Mua"),
        "name": unmasked("Tên Người nhận"),
        "phone": unmasked("Số điện thoại"),
        "address": unmasked("Địa chỉ nhận hàng"),
        "province": unmasked("Tỉnh/Thành phố"),
        "district": unmasked(first("TP / Quận / Huyện", "Quận")),
        "country": "Quốc gia",
        "ordered_at": "Ngày đặt hàng",
        "status": first(
            when("Trạng thái Trả hàng/Hoàn tiền", RETURNED, *ACCEPTED), when("Tình trạng Trả hàng / Hoàn tiền", RETURNED, *ACCEPTED), "Trạng Thái Đơn Hàng",
        ),
        "channel": always("Shopee"),
        "coupon_code": first(used("Mã giảm giá của Shop", VOUCHERS[0]), used("Mã giảm giá của Shopee", VOUCHERS[1])),
        "quantity": "Số lượng",
        "returned_quantity": "Số lượng sản phẩm được hoàn trả",
        "amount": first("Tổng giá bán (sản phẩm)", "!Tổng số tiền Người mua thanh toán"),
        "unit_price": "Giá ưu đãi",
        "list_price": "Giá gốc",
        "order_discount": (*VOUCHERS, "Giảm giá từ combo Shopee", "Giảm giá từ Combo của Shop"),
        "product_id": first("SKU phân loại hàng", "SKU sản phẩm", "Tên sản phẩm"),
        "product_name": "Tên sản phẩm",
    },
    habits=Habits(
        statuses=(
            ("hoàn thành", "completed"), ("đã giao", "completed"), ("đã nhận được hàng", "completed"), ("đã hủy", "cancelled"),
            ("đã huỷ", "cancelled"), ("trả hàng/hoàn tiền", "returned"), ("chờ xác nhận", "open"), ("chờ lấy hàng", "open"),
            ("chờ giao hàng", "open"), ("chờ thanh toán", "open"), ("đang giao", "open"), ("đang giao hàng", "open"),
        ),
        by_line=True,
    ),
    dates="dmy",
    notes=Words(
        "Tiền của dòng là Tổng giá bán (sản phẩm), tệp mới gọi là Tổng số tiền Người mua thanh toán (chữ N hoa); cột cùng tên "
        "chữ thường là của cả đơn, lặp lại ở từng dòng, không cộng. Mã giảm giá và combo (của Shop lẫn của Shopee) lặp lại ở "
        "từng dòng: trừ một lần, chia về các dòng. Xu, giảm khi trả bằng thẻ và phí giao là cách trả tiền, không phải giá hàng. "
        "Tên và số bị che bằng * không dùng để nhận ra khách.",
        "A line is worth Tổng giá bán (sản phẩm), in newer files Tổng số tiền Người mua thanh toán with a capital N; the column "
        "of the same name without it is the order's, repeated on each line, and not added up. Vouchers and combos (the shop's "
        "and Shopee's) are repeated on each line: taken off once, spread over the lines. Coins, card discounts and shipping are "
        "ways to pay, not the price of goods. Names and phones masked with * tell nobody.",
    ),
)  # fmt: skip
