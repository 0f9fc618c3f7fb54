"""The names under which files are known to keep each field, unaccented, vi and en, the surest first."""

from __future__ import annotations

ORDERS: dict[str, tuple[str, ...]] = {
    "order_id": (
        "order id", "order number", "order no", "order code", "ma don hang", "ma don", "so don hang", "ma hoa don", "so hoa don",
        "ma hd", "so hd",
        "invoice no", "invoice number", "invoice id", "invoice", "transaction id", "basket id", "receipt number", "receipt no",
        "receipt id", "bill id",
        "bill no", "ma chung tu", "so chung tu", "ma phieu", "so phieu", "document no", "document number", "ma giao dich",
        "ma don dat hang", "order",
        "hoa don", "don hang", "ticket id",
    ),
    "customer_id": (
        "customer id", "customer code", "customer no", "customer number", "ma khach hang", "ma khach", "ma kh", "id khach hang",
        "id khach", "customer",
        "client id", "member id", "household id", "household key", "user id", "buyer id", "cust id", "master id", "shopper id",
        "contact id", "account id",
        "loyalty id", "card no", "card number", "ma the", "ma thanh vien", "buyer username", "nguoi mua", "client", "customer key",
    ),
    "ordered_at": (
        "order date", "ordered at", "order datetime", "order created at", "ngay dat hang", "ngay mua hang", "ngay mua", "ngay ban",
        "ngay dat", "ngay ban hang",
        "invoice date", "ngay hoa don", "ngay tao don", "thoi gian dat hang", "thoi gian ban", "transaction timestamp",
        "transaction date", "transaction time",
        "purchase date", "purchased at", "sale date", "created at", "created time", "create time", "created date", "created utc",
        "created", "ngay tao",
        "thoi gian tao", "thoi gian", "ngay lap", "ngay chung tu", "ngay giao dich", "ngay gio", "ngay thang", "ngay", "datetime",
        "date time", "timestamp",
        "order time", "date", "paid at", "time",
    ),
    "ordered_time": ("order time", "gio ban", "gio mua", "gio dat", "gio tao", "gio", "time", "time of day"),
    "amount": (
        "net amount", "amount paid", "sales value", "net sales", "paid price", "sku subtotal after discount", "line total",
        "lineitem total", "thanh tien",
        "tong gia ban san pham", "net revenue", "item total", "khach can tra", "tien phai tra", "thuc thu", "doanh thu", "amount",
        "revenue", "order total",
        "order amount", "total amount", "grand total", "total", "tong tien", "tong cong", "tong thanh toan", "tong tien thanh toan",
        "tong gia tri don hang",
        "gia tri don hang", "so tien", "total price", "total paid", "total sales", "net total", "dollar value", "sales", "sales amount",
        "spend", "amount spent",
        "tong so tien nguoi mua thanh toan", "khach da tra", "total collected", "value", "payment", "tien", "so tien thanh toan",
        "tri gia", "gia tri", "subtotal",
    ),
    "quantity": (
        "quantity", "qty", "so luong", "sl", "lineitem quantity", "item quantity", "number of cds", "number of items", "units",
        "so luong ban", "quantity sold",
        "unit count", "item count", "so luong mua", "num items",
    ),
    "unit_price": ("unit price", "price", "don gia", "gia ban", "item price", "lineitem price", "gia uu dai", "deal price",
    "selling price", "price each", "gia"),
    "list_price": ("list price", "gia niem yet", "gia goc", "original price", "sku unit original price", "regular price", "gia bia",
    "lineitem compare at price"),
    "list_amount": (
        "gross sales", "list amount", "gross amount", "amount before discount", "subtotal before discount",
        "sku subtotal before discount", "tong tien hang",
        "tien hang", "thanh tien truoc giam", "tien truoc giam", "gross",
    ),
    "discount": (
        "discount", "discounts", "discount amount", "total discount", "giam gia", "tien giam", "tien giam gia", "so tien giam",
        "chiet khau", "tien chiet khau",
        "giam gia hoa don", "giam gia don hang", "retail disc", "coupon disc", "coupon match disc", "lineitem discount",
        "sku seller discount",
        "sku platform discount", "discount value", "promotion discount", "voucher discount", "tong giam gia", "line discount",
        "item discount",
    ),
    "coupon_code": (
        "coupon code", "coupon", "discount code", "voucher code", "voucher", "promo code", "promotion code", "ma giam gia",
        "ma khuyen mai", "ma voucher",
        "ma uu dai", "coupon used", "coupons", "discount name",
    ),
    "status": (
        "order status", "status", "financial status", "transaction status", "trang thai", "trang thai don hang", "trang thai don",
        "tinh trang",
        "tinh trang don hang", "status value",
    ),
    "cancelled_at": ("cancelled at", "canceled at", "cancelled time", "canceled time", "cancel date", "cancelled date", "ngay huy",
    "thoi gian huy", "ngay huy don"),
    "channel": ("channel", "sales channel", "kenh ban", "kenh ban hang", "kenh", "order source", "nguon don", "nguon don hang",
    "platform", "source", "nguon"),
    "store_id": (
        "store id", "store", "store code", "branch", "branch id", "branch name", "store name", "location", "ma chi nhanh", "chi nhanh",
        "cua hang", "ma cua hang",
        "ten chi nhanh", "ten cua hang", "outlet", "shop id", "shop", "warehouse name", "ware house",
    ),
    "currency": ("currency", "currency code", "order currency", "tien te", "loai tien", "don vi tien te", "ma tien te", "loai tien te"),
    "returned_amount": (
        "refunded amount", "refund amount", "amount refunded", "returned amount", "return amount", "partial refunds", "tien tra lai",
        "tien hoan", "so tien hoan",
        "gia tri tra hang", "tien tra khach", "tien hoan tra",
    ),
    "returned_at": ("returned at", "refunded at", "refund date", "return date", "returned date", "ngay tra hang", "ngay hoan",
    "ngay hoan tien", "thoi gian tra hang"),
    "return_of": (
        "return of", "original order", "original order id", "original invoice", "original order number", "refund of", "ma don goc", "hoa don goc", "don goc",
        "ma hoa don goc", "tra hang cua don", "don hang goc",
    ),
    "product_id": (
        "product id", "product code", "sku", "stock code", "item id", "item code", "ma hang", "ma san pham", "ma sp", "ma hang hoa",
        "product sku", "lineitem sku",
        "seller sku", "sku id", "sku phan loai hang", "sku san pham", "article", "article id", "upc", "barcode", "ma vach", "ma vat tu",
        "product key",
    ),
    "product_name": (
        "product name", "item name", "product title", "lineitem name", "ten hang", "ten san pham", "ten sp", "ten hang hoa",
        "ten mat hang", "description",
        "product description", "san pham", "mat hang", "hang hoa", "product", "item", "title", "dien giai",
    ),
    "category_1": (
        "category 1", "department", "category", "nhom hang cap 1", "danh muc cap 1", "nhom hang 3 cap", "nhom hang", "danh muc",
        "nganh hang", "category name",
        "main category", "nhom 1", "product category", "product type", "loai hang hoa", "nhom san pham", "loai san pham",
        "danh muc san pham", "product group",
    ),
    "category_2": ("category 2", "sub category", "subcategory", "nhom hang cap 2", "danh muc cap 2", "product category", "nhom 2"),
    "category_3": ("category 3", "nhom hang cap 3", "danh muc cap 3", "product type", "nhom 3", "sub subcategory"),
}  # fmt: skip

PEOPLE: dict[str, tuple[str, ...]] = {
    "name": (
        "customer name", "full name", "ten khach hang", "ten khach", "ho ten", "ho va ten", "khach hang", "ho ten khach hang",
        "buyer name", "ten nguoi mua",
        "billing name", "shipping name", "ten nguoi nhan", "recipient", "nguoi nhan", "client name",
    ),
    "first_name": ("first name", "billing first name", "given name"),
    "last_name": ("last name", "billing last name", "surname", "family name"),
    "email": ("email", "e mail", "customer email", "email address", "billing email", "dia chi email", "thu dien tu", "mail"),
    "phone": (
        "phone", "phone number", "customer phone", "mobile", "mobile phone", "telephone", "tel", "dien thoai", "so dien thoai", "sdt",
        "so dt", "dt", "di dong",
        "dien thoai khach hang", "sdt khach hang", "billing phone", "shipping phone", "shipping phone number", "dien thoai di dong",
        "contact number",
    ),
    "birth_date": ("birth date", "date of birth", "birthday", "dob", "ngay sinh", "sinh nhat", "ngay thang nam sinh"),
    "birth_year": ("birth year", "year of birth", "nam sinh"),
    "age": ("age", "age group", "age band", "age range", "tuoi", "do tuoi", "nhom tuoi"),
    "gender": ("gender", "sex", "gioi tinh", "phai"),
    "address": (
        "address", "dia chi", "customer address", "street", "address 1", "address1", "billing address 1", "billing address1",
        "shipping address",
        "shipping address 1", "dia chi nhan hang", "detail address", "dia chi khach hang", "billing street", "billing addr",
    ),
    "ward": ("ward", "phuong xa", "phuong", "xa", "commune", "xa phuong"),
    "district": ("district", "quan huyen", "quan", "huyen", "tp quan huyen"),
    "province": (
        "province", "tinh thanh pho", "tinh thanh", "tinh", "thanh pho", "tinh tp", "city", "billing city", "shipping city", "state",
        "region", "khu vuc",
        "khu vuc giao hang", "shipping region", "tinh thanh pho nhan hang",
    ),
    "country": ("country", "quoc gia", "nuoc", "billing country", "shipping country", "country code"),
    "latitude": ("latitude", "lat", "vi do"),
    "longitude": ("longitude", "lng", "lon", "long", "kinh do"),
    "job_title": ("job title", "job", "occupation", "profession", "nghe nghiep", "chuc vu", "chuc danh", "nghe"),
    "company": ("company", "cong ty", "ten cong ty", "noi lam viec", "organization", "billing company"),
    "source": ("source", "nguon khach", "nguon khach hang", "nguon", "den tu", "referrer", "acquisition channel", "signup source",
    "biet den qua"),
    "created_at": (
        "created at", "ngay tao", "ngay dang ky", "signup date", "registered at", "registration date", "joined at", "join date",
        "customer since", "member since",
        "ngay tham gia", "created date", "ngay tao khach", "first seen",
    ),
}  # fmt: skip

# What a column may be called in a file of one kind only: there is no doubt whose name "name" is in a file of customers.
ALIASES: dict[str, dict[str, tuple[str, ...]]] = {
    "orders": {**ORDERS, **{field: names for field, names in PEOPLE.items() if field not in ("source", "created_at", "age", "birth_year")}},
    "customers": {
        "customer_id": (*ORDERS["customer_id"], "id", "code", "ma", "ma so", "key"),
        **PEOPLE,
        "name": (*PEOPLE["name"], "name", "ten", "ten day du", "fullname", "display name"),
    },
    "products": {
        "product_id": (*ORDERS["product_id"], "id", "code", "ma"),
        "product_name": (*ORDERS["product_name"], "name", "ten"),
        "category_1": (*ORDERS["category_1"], "loai hang", "loai"),
        "category_2": ORDERS["category_2"],
        "category_3": ORDERS["category_3"],
        "list_price": (
            "list price",
            "gia niem yet",
            "gia ban",
            "price",
            "unit price",
            "don gia",
            "gia",
            "regular price",
            "gia ban le",
            "selling price",
        ),
        "unit_cost": ("unit cost", "cost", "gia von", "cost price", "gia nhap", "standard cost", "cost per item", "gia mua"),
    },
    "rates": {
        "rate_currency": ("currency", "currency code", "tien te", "ngoai te", "loai tien", "ma ngoai te"),
        "rate_day": ("day", "date", "ngay", "valid from", "from", "tu ngay", "ngay ap dung"),
        "rate": ("rate", "exchange rate", "ty gia", "ti gia"),
    },
}

# An alias that means the field only beside another column: Shopify calls the order's number plainly "Name".
BESIDE: dict[str, tuple[tuple[str, str, str], ...]] = {
    "orders": (("order_id", "name", "financial status"), ("order_id", "name", "lineitem quantity"), ("order_id", "id", "order date"))
}
