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

_TIMES = (
    "occurred at", "occurred on", "event time", "event timestamp", "event date", "event datetime", "timestamp", "ts", "date time", "datetime",
    "created at", "created on", "created time", "created date", "created", "dau thoi gian", "thoi gian", "thoi diem", "luc", "ngay gio", "ngay",
    "date", "time", "ngay tao", "ngay thang",
)  # fmt: skip
_CLOCKS = ("gio", "time", "time of day", "hour")

HAPPENINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "events": {
        "event_id": ("event id", "event uuid", "ma su kien", "ma luot", "hit id", "id"),
        "occurred_at": ("event time", *_TIMES, "visited at", "viewed at", "hit time", "ngay xem", "thoi gian xem", "ngay truy cap"),
        "occurred_time": _CLOCKS,
        "event_kind": (
            "event type", "event name", "event", "event kind", "behavior", "behaviour", "behavior type", "behavior type pv cart fav buy",
            "action", "action type", "activity", "kind", "type", "su kien", "loai su kien", "hanh dong", "hanh vi", "hoat dong", "thao tac",
        ),
        "visitor_id": (
            "visitor id", "visitor", "anonymous id", "user pseudo id", "cookie id", "cookie", "client id", "device id", "ma khach ghe",
            "ma nguoi ghe", "ma thiet bi", "browser id", "distinct id",
        ),
        "customer_id": tuple(name for name in ORDERS["customer_id"] if name not in ("client id", "client")),
        "session_id": ("session id", "session", "user session", "ga session id", "ma phien", "phien", "visit id"),
        "product_id": (*ORDERS["product_id"], "item", "product", "content id"),
        "product_name": ("product name", "item name", "product title", "ten hang", "ten san pham", "ten sp", "san pham"),
        "channel": (*ORDERS["channel"], "device", "thiet bi", "device type", "app"),
        "event_value": (
            "value", "detail", "details", "search term", "query", "keyword", "tu khoa", "chi tiet", "noi dung", "page", "url", "page url",
            "trang",
        ),
        "phone": PEOPLE["phone"],
        "email": PEOPLE["email"],
    },
    "contacts": {
        "contact_id": (
            "contact id", "ticket id", "ticket no", "ticket number", "ticket", "case id", "case number", "review id", "complaint id",
            "message id", "ma khieu nai", "ma yeu cau", "ma danh gia", "ma phieu", "ma ticket", "ma trao doi", "so phieu", "id", "ma",
        ),
        "occurred_at": (
            *_TIMES, "review date", "reviewed at", "complaint date", "sent at", "send date", "sent on", "sent time", "message time",
            "ngay danh gia", "ngay khieu nai", "ngay gui", "thoi gian gui", "ngay nhan", "ngay phan hoi", "ngay tiep nhan", "opened at",
            "ngay goi", "call date", "received at", "ngay lien he", "submitted at",
        ),
        "occurred_time": _CLOCKS,
        "customer_id": (*(name for name in ORDERS["customer_id"] if name not in ("contact id", "client")), "recipient id", "reviewer id"),
        "phone": PEOPLE["phone"],
        "email": (*PEOPLE["email"], "recipient", "to", "reviewer email"),
        "name": (*PEOPLE["name"], "reviewer", "reviewer name", "nguoi danh gia", "nguoi gui", "name", "ten"),
        "order_id": ("order id", "order number", "order no", "ma don hang", "ma don", "so don hang", "ma hoa don", "invoice no", "order"),
        "channel": (*ORDERS["channel"], "kenh lien he", "kenh tiep nhan", "kenh gui", "contact channel", "via", "qua"),
        "contact_kind": (
            "contact type", "contact kind", "kind", "type", "category", "loai", "loai lien he", "loai trao doi", "loai phan hoi",
            "hinh thuc", "phan loai", "ticket type", "case type", "message type", "interaction type", "loai tuong tac", "loai yeu cau",
            "muc dich",
        ),
        "text": (
            "text", "content", "comment", "comments", "message", "body", "review", "review text", "review body", "review content",
            "feedback", "complaint", "complaint text", "reason", "description", "subject", "noi dung", "noi dung khieu nai",
            "noi dung danh gia", "noi dung phan hoi", "noi dung tin nhan", "khieu nai", "phan nan", "danh gia", "nhan xet", "binh luan",
            "phan hoi", "gop y", "ly do", "ly do khieu nai", "mo ta", "chu de", "tieu de", "campaign", "campaign name", "chien dich",
            "ten chien dich", "ghi chu", "note", "notes",
        ),
        "rating": (
            "rating", "stars", "star", "star rating", "review score", "review rating", "so sao", "sao", "diem danh gia", "danh gia sao",
            "diem", "xep hang", "score",
        ),
        "contact_status": (
            "status", "state", "ticket status", "case status", "trang thai", "tinh trang", "trang thai xu ly", "tinh trang xu ly", "resolved",
            "da giai quyet", "ket qua xu ly",
        ),
        "resolved_at": (
            "resolved at", "resolved on", "resolved date", "resolution date", "closed at", "closed on", "closed date", "ngay giai quyet",
            "ngay xu ly", "ngay xu ly xong", "ngay hoan thanh", "ngay dong", "giai quyet luc", "thoi gian xu ly xong",
        ),
    },
    "answers": {
        "occurred_at": (*_TIMES, "answered at", "response date", "response time", "submitted at", "submit date", "ngay tra loi",
        "ngay khao sat", "survey date", "completed at", "end date"),
        "occurred_time": _CLOCKS,
        "customer_id": (*ORDERS["customer_id"], "respondent id", "respondent", "ma nguoi tra loi"),
        "phone": PEOPLE["phone"],
        "email": (*PEOPLE["email"], "username", "ten nguoi dung"),
        "name": (*PEOPLE["name"], "name", "ten"),
        "survey": ("survey", "survey name", "survey id", "khao sat", "ten khao sat", "dot khao sat", "form"),
        "question": ("question", "question text", "cau hoi", "question name", "noi dung cau hoi", "question id"),
        "answer": (
            "answer", "response", "score", "value", "cau tra loi", "tra loi", "diem", "diem so", "ket qua", "answer text", "muc diem",
        ),
        "text": ("comment", "comments", "text", "nhan xet", "gop y", "y kien", "ghi chu"),
        "nps": (
            "nps", "nps score", "diem nps", "likelihood to recommend", "recommend", "kha nang gioi thieu", "diem gioi thieu",
            "how likely are you to recommend us", "muc do gioi thieu", "san sang gioi thieu",
        ),
        "satisfaction": (
            "satisfaction", "satisfaction score", "csat", "csat score", "satisfied", "hai long", "muc hai long", "muc do hai long",
            "diem hai long", "do hai long", "su hai long",
        ),
        "decision": ("decision", "decision style", "buying decision", "cach quyet dinh", "quyet dinh mua", "cach quyet dinh mua", "quyet dinh"),
        "need": ("need", "needs", "nhu cau", "muc dich mua", "mua de lam gi"),
    },
    "referrals": {
        "referrer_id": (
            "referrer id", "referrer", "referred by", "referrer customer id", "referring customer", "inviter", "inviter id", "advocate",
            "advocate id", "nguoi gioi thieu", "ma nguoi gioi thieu", "khach gioi thieu", "ma khach gioi thieu", "ma kh gioi thieu",
            "nguoi moi",
        ),
        "referred_id": (
            "referred id", "referred", "referee", "referee id", "referred customer", "referred customer id", "invitee", "invitee id",
            "friend id", "nguoi duoc gioi thieu", "ma nguoi duoc gioi thieu", "khach duoc gioi thieu", "ma khach duoc gioi thieu",
            "nguoi duoc moi", "khach moi", "ma khach moi", *ORDERS["customer_id"],
        ),
        "occurred_at": (*_TIMES, "referred at", "referral date", "ngay gioi thieu", "invited at"),
        "occurred_time": _CLOCKS,
    },
    "consents": {
        "occurred_at": (*_TIMES, "consent date", "consented at", "consent given at", "updated at", "opt in date", "subscribed at", "ngay dong y",
        "thoi gian dong y", "ngay cap nhat", "ngay dang ky"),
        "occurred_time": _CLOCKS,
        "customer_id": ORDERS["customer_id"],
        "phone": PEOPLE["phone"],
        "email": PEOPLE["email"],
        "name": (*PEOPLE["name"], "name", "ten"),
        "purpose": ("purpose", "consent purpose", "muc dich", "muc dich su dung"),
        "consent_channel": ("channel", "consent channel", "kenh", "kenh lien lac", "kenh lien he", "kenh nhan tin"),
        "granted": (
            "granted", "consent", "consented", "consent given", "consent status", "opt in", "opted in", "agreed", "allowed", "dong y",
            "su dong y", "chap thuan", "cho phep", "trang thai dong y", "dong y nhan tin", "accepts marketing", "accepts email marketing",
            "status", "trang thai",
        ),
        "frequency": ("frequency", "tan suat", "so lan"),
        "evidence": ("evidence", "proof", "bang chung", "nguon", "source", "hinh thuc", "form", "ip", "ghi chu"),
        "email_consent": (
            "email", "e mail", "email consent", "email opt in", "email marketing", "accepts email marketing", "email allowed", "nhan email",
            "dong y email", "dong y nhan email", "cho phep email",
        ),
        "sms_consent": (
            "sms", "sms consent", "sms opt in", "sms marketing", "accepts sms marketing", "sms allowed", "nhan sms", "dong y sms",
            "dong y nhan sms", "nhan tin nhan", "tin nhan", "cho phep sms",
        ),
        "zalo_consent": ("zalo", "zalo consent", "zalo opt in", "zalo allowed", "nhan zalo", "dong y zalo", "dong y nhan zalo", "cho phep zalo"),
        "ads_consent": ("ads", "ads consent", "ads allowed", "advertising", "quang cao", "dong y quang cao", "nhan quang cao", "remarketing"),
        "phone_consent": (
            "phone", "call", "calls", "phone consent", "call consent", "phone allowed", "dien thoai", "goi dien", "nhan cuoc goi",
            "dong y goi dien",
        ),
    },
    "stores": {
        "store_id": (
            "store id", "store code", "branch id", "branch code", "shop id", "location id", "outlet id", "ma cua hang", "ma chi nhanh",
            "ma tiem", "id", "ma", "code",
        ),
        "store_name": (
            "store name", "store", "branch name", "branch", "shop name", "shop", "outlet", "location", "location name", "ten cua hang",
            "ten chi nhanh", "cua hang", "chi nhanh", "ten tiem", "tiem", "name", "ten",
        ),
        "latitude": PEOPLE["latitude"],
        "longitude": PEOPLE["longitude"],
        "radius_km": (
            "radius km", "radius", "service radius", "service radius km", "delivery radius", "ban kinh", "ban kinh km", "ban kinh phuc vu",
            "ban kinh giao hang", "ban kinh phuc vu km",
        ),
        "served_provinces": (
            "served provinces", "provinces served", "service area", "serves", "provinces", "tinh phuc vu", "cac tinh phuc vu",
            "khu vuc phuc vu", "vung phuc vu", "noi giao hang", "tinh giao hang",
        ),
    },
    "costs": {
        "product_id": (*ORDERS["product_id"], "id", "code", "ma"),
        "valid_from": (
            "valid from", "effective date", "effective from", "from date", "start date", "cost date", "tu ngay", "ngay ap dung",
            "ngay hieu luc", "ngay nhap", "ngay nhap hang", "purchase date", "received date", "from", "date", "ngay",
        ),
        "unit_cost": ("unit cost", "cost", "gia von", "cost price", "gia nhap", "standard cost", "gia mua", "don gia nhap"),
    },
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
    **HAPPENINGS,
}

# An alias that means the field only beside another column: Shopify calls the order's number plainly "Name".
BESIDE: dict[str, tuple[tuple[str, str, str], ...]] = {
    "orders": (
        ("order_id", "name", "financial status"),
        ("order_id", "name", "lineitem quantity"),
        ("order_id", "code", "purchase date"),
        ("order_id", "id", "order date"),
        ("order_id", "id", "line items"),
        ("order_id", "id", "total price"),
    )
}
