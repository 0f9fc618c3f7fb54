"""SPX Express: the list of parcels to send, which says nothing of when anything was bought."""

from __future__ import annotations

from regulars.sources.format import Format
from regulars.words import Words

UPLOAD = Format(
    id="spx_express_upload",
    name=Words("danh sách gửi hàng SPX Express", "the parcels list of SPX Express"),
    table="",
    marks=("Mã đơn hàng", "Tên người nhận", "Số điện thoại", "Số tiền COD", "Giá trị đơn hàng"),
    fields={},
    refusal=(
        Words(
            "Đây là danh sách gửi hàng SPX Express: không có ngày mua nên không kể được gì về khách.",
            "This is a parcels list for SPX Express: it has no order dates, so it tells nothing of customers.",
        ),
        Words(
            "Xuất đơn hàng từ nơi bán (Shopee: Kênh Người Bán › Đơn hàng › Xuất; hay phần mềm bán hàng) rồi nhập tệp ấy.",
            "Export the orders where they were sold (Shopee: Seller Centre › Orders › Export; or your sales software) and import "
            "that file.",
        ),
    ),
)
