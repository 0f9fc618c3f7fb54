"""KiotViet: the templates of customers and of goods; invoices as its screen and its API name them."""

from __future__ import annotations

from regulars.intake.made import Habits, first
from regulars.sources.format import Format
from regulars.words import Words

CUSTOMERS = Format(
    id="kiotviet_customers",
    name=Words("khách hàng KiotViet (mẫu Excel)", "KiotViet customers (its Excel template)"),
    table="customers",
    marks=("Mã khách hàng", "Tên khách hàng", "Loại khách", "*Khu vực giao hàng", "*Nhóm khách hàng", "*Số CMND/CCCD"),
    fields={
        "customer_id": "Mã khách hàng",
        "name": "Tên khách hàng",
        "phone": "Điện thoại",
        "email": "Email",
        "birth_date": "Ngày sinh",
        "gender": "Giới tính",
        "address": "Địa chỉ",
        "ward": "Phường/Xã",
        "province": "Khu vực giao hàng",
        "company": "Công ty",
        "created_at": "Ngày tạo",
    },
    habits=Habits(lists=(("Nhóm khách hàng", "|"),)),
    dates="dmy",
    notes=Words(
        "“Hà Nội - Quận Tây Hồ” được tách thành tỉnh và quận; Nhóm khách hàng ngăn bằng | thành danh sách; cột khác vào thông "
        "tin thêm của khách.",
        "“Hà Nội - Quận Tây Hồ” is parted into province and district; Nhóm khách hàng, parted by |, becomes a list; other "
        "columns become attributes.",
    ),
)
PRODUCTS = Format(
    id="kiotviet_products",
    name=Words("hàng hóa KiotViet (mẫu Excel)", "KiotViet goods (its Excel template)"),
    table="products",
    marks=("Mã hàng", "Tên hàng", "Giá bán", "*Nhóm hàng(3 Cấp)", "*Loại hàng", "*Mã HH Liên quan"),
    fields={
        "product_id": "Mã hàng",
        "product_name": "Tên hàng",
        "category_1": "Nhóm hàng(3 Cấp)",
        "list_price": "Giá bán",
        "unit_cost": "Giá vốn",
    },
    absent=("Mã hóa đơn", "Mã khách hàng"),
    notes=Words(
        "“A>>B>>C” trong Nhóm hàng là ba cấp; Giá vốn dùng để tính lãi.",
        "“A>>B>>C” in Nhóm hàng is three levels; Giá vốn is the unit cost.",
    ),
)
INVOICES = Format(
    id="kiotviet_invoices_screen",
    name=Words("hóa đơn KiotViet (theo tên cột trên màn hình)", "KiotViet invoices (by the labels on its screen)"),
    table="orders",
    certain=False,
    marks=("Mã hóa đơn", "Thời gian", "Khách cần trả", "*Giảm giá hóa đơn", "*Tổng tiền hàng", "*Khách đã trả"),
    absent=("Mã hàng",),
    fields={
        "order_id": "Mã hóa đơn",
        "customer_id": "Mã khách hàng",
        "name": "Khách hàng",
        "phone": "Điện thoại",
        "ordered_at": "Thời gian",
        "status": "Trạng thái",
        "store_id": "Chi nhánh",
        "channel": "Kênh bán",
        "amount": "Khách cần trả",
        "list_amount": "Tổng tiền hàng",
        "discount": "Giảm giá hóa đơn",
    },
    dates="dmy",
)
_INVOICE = {
    "order_id": "code",
    "customer_id": first("customerCode", "customerId"),
    "name": "customerName",
    "ordered_at": "purchaseDate",
    "status": "statusValue",
    "store_id": first("branchName", "branchId"),
    "channel": "SaleChannel.Name",
    "phone": "invoiceDelivery.contactNumber",
    "address": "invoiceDelivery.address",
    "province": "invoiceDelivery.locationName",
}
_API_MARKS = ("code", "purchaseDate", "total", "*customerCode", "*customerName", "*branchName")
API_TOTALS = Format(
    id="kiotviet_invoices_api",
    name=Words("hóa đơn KiotViet (theo tên trường của API)", "KiotViet invoices (by the field names of its API)"),
    table="orders",
    certain=False,
    marks=_API_MARKS,
    absent=("invoiceDetails[].productCode",),
    fields=_INVOICE | {"amount": "total", "discount": "discount"},
    dates="dmy",
)
API_LINES = Format(
    id="kiotviet_invoice_lines_api",
    name=Words(
        "hóa đơn KiotViet có chi tiết (theo tên trường của API)", "KiotViet invoices with their goods (by the field names of its API)"
    ),
    table="orders",
    certain=False,
    marks=(*_API_MARKS, "invoiceDetails[].productCode"),
    fields=_INVOICE
    | {
        "order_total": "total",
        "product_id": "invoiceDetails[].productCode",
        "product_name": "invoiceDetails[].productName",
        "quantity": "invoiceDetails[].quantity",
        "unit_price": "invoiceDetails[].price",
    },
    dates="dmy",
    notes=Words(
        "Tiền của hóa đơn là total (khách cần trả), chia về từng món theo giá bán.",
        "An invoice is worth its total (what the customer is to pay), spread over the goods by their prices.",
    ),
)
API = (API_TOTALS, API_LINES)
