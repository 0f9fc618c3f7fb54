"""The words of the pages of imports."""

from __future__ import annotations

from regulars.words import Words

SECTION = Words("Nhập dữ liệu", "Imports")

FRONT = {
    "first": Words(
        "Đưa một tệp đơn hàng vào đây. Vài phút sau sẽ biết ai là khách quen.",
        "Drop an orders file here. In a few minutes you will know your regulars.",
    ),
    "until": Words("Dữ liệu có đến hết {day}.", "The data goes to {day}."),
    "last": Words(
        "Lần nhập gần nhất, {day}, mang về {orders} và {customers}.",
        "The latest import, {day}, brought {orders} and {customers}.",
    ),
    "see_job": Words("Theo dõi việc này", "Follow this job"),
    "last_known": Words("Lần nhập gần nhất, {day}, mang về {orders}.", "The latest import, {day}, brought {orders}."),
    "last_other": Words("Lần nhập gần nhất là ngày {day}: {files}.", "The latest import was on {day}: {files}."),
    "new_orders": Words("{n} đơn mới", "{n} new orders"),
    "new_customers": Words("{n} khách mới", "{n} new customers"),
    "waiting": Words("{rows} đang chờ sửa.", "{rows} to be mended."),
    "rows": Words("{n} dòng", "{n} rows"),
    "drop": Words("Kéo tệp vào đây", "Drop files here"),
    "or": Words("hoặc", "or"),
    "choose": Words("Chọn tệp", "Choose files"),
    "kinds": Words(
        "Đơn hàng, khách, sản phẩm, lượt xem, đánh giá, khảo sát… ở dạng Excel, CSV, JSON hay Parquet. Tệp của KiotViet, Shopee, TikTok Shop, Lazada, "
        "Haravan, Shopify được nhận ra ngay. Nhiều tệp một lúc được, tối đa {size} MB.",
        "Orders, customers, products, visits, reviews, surveys… as Excel, CSV, JSON or Parquet. Files of KiotViet, Shopee, TikTok Shop, Lazada, Haravan "
        "and Shopify are recognised at once. Several files at a time, {size} MB at most.",
    ),
    "send": Words("Xem các tệp này", "Look at these files"),
    "sending": Words("Đang nhận {name}", "Receiving {name}"),
    "stop": Words("Dừng", "Stop"),
    "history": Words("Các lần nhập", "Imports so far"),
    "history_note": Words("mới nhất trước", "the latest first"),
    "imported": Words("Ngày nhập", "Imported"),
    "files": Words("Tệp", "Files"),
    "span": Words("Đơn từ – đến", "Orders from – to"),
    "orders": Words("Đơn mới", "New orders"),
    "customers": Words("Khách mới", "New customers"),
    "revenue": Words("Doanh thu thêm", "Revenue added"),
    "held": Words("Chờ sửa", "To be mended"),
    "undone": Words("đã bỏ {day}", "undone {day}"),
    "mends": Words("dòng đã sửa của lần nhập {n}", "mended rows of import {n}"),
    "more_files": Words("{file} và {n} tệp nữa", "{file} and {n} more files"),
    "to_mend": Words("Cần sửa", "To be mended"),
    "see_all": Words("Xem cả {n} dòng", "See all {n} rows"),
    "mend": Words("Sửa {n} dòng", "Mend {n} rows"),
}

PLAN = {
    "title": Words("Xem trước khi nhập", "Before it is imported"),
    "known": Words("Nhận ra {name}.", "Recognised as {name}."),
    "looks": Words("Giống {name}, cần xem lại.", "It looks like {name}: please check."),
    "read_as": Words("Đọc “{file}” như {tables}.", "“{file}” is read as {tables}."),
    "several": Words("Nhận ra {n} tệp: {tables}.", "{n} files: {tables}."),
    "unread": Words("Chưa biết đọc tệp này thế nào.", "It is not known yet how to read this."),
    "unread_todo": Words("Chỉ ra cột nào là gì ở dưới, hoặc đưa một tệp khác.", "Say below which column is what, or send another file."),
    "sure": Words("Không có chỗ nào phải đoán. Xem qua rồi nhập.", "Nothing had to be guessed. Look it over, then import."),
    "doubts": Words("Cần xem lại", "Please check"),
    "column": Words("Cột trong tệp", "Column in the file"),
    "means": Words("Đọc là", "Read as"),
    "unused": Words("không dùng", "not used"),
    "blank": Words("ô trống", "empty cells"),
    "not_used_columns": Words("{n} cột không dùng", "{n} columns not used"),
    "one_unused_column": Words("1 cột không dùng", "1 column not used"),
    "not_read": Words("không đọc", "not read"),
    "also": Words("cũng để biết", "also tells"),
    "near": Words("đoán theo tên gần giống", "guessed: a similar name"),
    "content": Words("đoán theo nội dung", "guessed from the content"),
    "offered": Words("gợi ý", "offered"),
    "remembered": Words("nhớ từ lần trước", "remembered"),
    "asked": Words("vừa chọn", "as chosen"),
    "settings": Words("Cách đọc", "How it is read"),
    "currency": Words("Tiền tệ", "Currency"),
    "currency_data": Words("theo dữ liệu trong tệp", "as the data says"),
    "source": Words("Nguồn", "Source"),
    "source_help": Words(
        "Ví dụ shopee. Cùng mã đơn ở hai nguồn là hai đơn. Bỏ trống cũng được.",
        "Such as shopee. One order id in two sources means two orders. May be left empty.",
    ),
    "timezone": Words("Múi giờ của tiệm: {zone}.", "The shop's time zone: {zone}."),
    "timezone_change": Words("Đổi ở Cài đặt", "Change it in Settings"),
    "duplicates": Words("Bỏ dòng trùng hệt", "Drop exact duplicates"),
    "duplicates_help": Words("Hai dòng giống nhau từng ô thì giữ một.", "Of two rows that agree in every cell one is kept."),
    "import": Words("Nhập {n} tệp", "Import {n} files"),
    "import_one": Words("Nhập tệp này", "Import this file"),
    "again": Words("Đọc lại theo lựa chọn này", "Read it again so"),
    "other": Words("Chọn tệp khác", "Choose other files"),
    "same_name": Words(
        "Cột cùng tên ở tệp khác cũng được đọc như vậy. Lựa chọn được nhớ cho lần sau.",
        "Columns of the same name in other files are read likewise. What is chosen is remembered.",
    ),
}

JOB = {
    "stop": Words("Dừng và trả lại như cũ", "Stop and leave it as it was"),
    "stop_after": Words("Dừng tính lại, giữ những gì đã nhập", "Stop computing, keep what was imported"),
    "away": Words("Có thể đi xem trang khác, việc này vẫn chạy tiếp.", "You may go on to other pages; this goes on by itself."),
    "going": Words("Tiệm đang được cập nhật", "The shop is being brought to date"),
    "mended_rows": Words("Đã sửa {n} dòng.", "{n} rows are mended."),
    "mended_none": Words("Chưa sửa được dòng nào.", "No row could be mended."),
    "dropped_rows": Words("Đã bỏ {n} dòng.", "{n} rows are dropped."),
    "mend_brought": Words(
        "{added} đơn mới, {replaced} đơn thêm dòng, {customers} khách mới; doanh thu thêm {money}.",
        "{added} new orders, {replaced} orders with further lines, {customers} new customers; revenue grew by {money}.",
    ),
    "still": Words("{n} dòng vẫn chờ sửa.", "{n} rows still wait to be mended."),
    "orders": Words(
        "Có {orders} của {customers}, từ {first} đến {last}, tổng {money}.",
        "{orders} from {customers}, {first} to {last}, {money} in all.",
    ),
    "orders_day": Words("Có {orders} của {customers}, ngày {last}, tổng {money}.", "{orders} from {customers} on {last}, {money} in all."),
    "n_orders": Words("{n} đơn", "{n} orders"),
    "n_customers": Words("{n} khách", "{n} customers"),
    "new_known": Words(
        "Tiệm thêm {orders} đơn mới, đều của khách đã biết.", "The shop has {orders} new orders, all from customers it knew."
    ),
    "new": Words("Tiệm thêm {orders} đơn mới và {customers} khách mới.", "The shop has {orders} new orders and {customers} new customers."),
    "mended": Words("{n} đơn cũ được thay bằng bản mới hơn.", "{n} earlier orders gave way to newer versions."),
    "nothing": Words("Tất cả đã có từ trước: không thêm gì.", "All of it was here already: nothing is added."),
    "clean": Words("Dòng nào cũng đọc được.", "Every row could be read."),
    "refused": Words("{rows} chưa nhận được, đang chờ sửa.", "{rows} could not be taken in and wait to be mended."),
    "rows": Words("{n} dòng", "{n} rows"),
    "found": Words("Đã nhập {orders} đơn của {customers} khách.", "Imported {orders} orders of {customers} customers."),
    "found_other": Words("Đã đọc {rows} dòng.", "{rows} rows were read."),
    "home": Words("Xem hôm nay", "See today"),
    "more": Words("Nhập tệp khác", "Import another file"),
    "quarantine": Words("Sửa {n} dòng", "Mend {n} rows"),
    "cancelled": Words("Đã dừng. Tiệm vẫn như trước.", "Stopped. The shop is as it was."),
    "failed": Words("Chưa làm xong.", "This could not be done."),
    "back_plan": Words("Xem lại các cột", "Check the columns"),
    "back": Words("Trở lại trang Nhập dữ liệu", "Back to Imports"),
    "undone": Words("Đã bỏ lần nhập {n}.", "Import {n} is undone."),
    "again": Words("Nhập lại", "Import it again"),
    "other_done": Words("Đã xong.", "Done."),
}

ONE = {
    "title": Words("Lần nhập {n}", "Import {n}"),
    "brought": Words("Lần nhập ngày {day} mang về {parts}.", "The import of {day} brought {parts}."),
    "nothing": Words("Lần nhập ngày {day} không thêm gì mới.", "The import of {day} added nothing new."),
    "money_day": Words("Doanh thu thêm {money}; đơn của ngày {last}.", "Revenue grew by {money}; orders of {last}."),
    "money": Words("Doanh thu thêm {money}; đơn từ {first} đến {last}.", "Revenue grew by {money}; orders from {first} to {last}."),
    "read": Words("Đọc {rows} dòng từ {files}.", "{rows} rows read from {files}."),
    "held": Words(
        "{rows} đang chờ sửa; {mended} đã sửa, {dropped} đã bỏ.", "{rows} wait to be mended; {mended} mended, {dropped} dropped."
    ),
    "undone": Words("Lần nhập này đã bỏ ngày {day}.", "This import was undone on {day}."),
    "mends": Words("Đây là các dòng đã sửa của lần nhập {n}.", "These are the mended rows of import {n}."),
    "columns": Words("Cột nào đọc là gì", "Which column is what"),
    "undo": Words("Bỏ lần nhập", "Undo the import"),
    "looking": Words("Đang xem sẽ mất gì…", "Looking at what would leave…"),
    "question": Words("Bỏ lần nhập ngày {day}?", "Undo the import of {day}?"),
    "leave": Words("{parts} của lần nhập này sẽ rời khỏi tiệm", "{parts} of this import leave the shop"),
    "less": Words("doanh thu bớt {money}", "revenue falls by {money}"),
    "left": Words("Tiệm còn {n} đơn.", "The shop keeps {n} orders."),
    "restored": Words("{n} đơn trở về bản trước.", "{n} orders return to their former version."),
    "with_it": Words("Các dòng đã sửa của nó (lần nhập {batches}) đi cùng.", "Its mended rows (import {batches}) go with it."),
    "refused": Words("{n} dòng chờ sửa của nó cũng đi.", "Its {n} rows to be mended leave too."),
    "return": Words("Nhập lại tệp cũ thì mọi thứ trở về như bây giờ.", "Import the same files again and all is as it is now."),
    "keep": Words("Giữ lại", "Keep it"),
    "deed": Words("Bỏ {n} đơn", "Undo {n} orders"),
    "deed_other": Words("Bỏ lần nhập", "Undo the import"),
    "again": Words("Nhập lại tệp", "Import the files again"),
}

PARTS = (
    ("orders", "orders_added", Words("{n} đơn", "{n} orders")),
    ("customers", "customers_added", Words("{n} khách mới", "{n} new customers")),
    ("products", "products_added", Words("{n} sản phẩm mới", "{n} new products")),
)

QUARANTINE = {
    "title": Words("Cần sửa", "To be mended"),
    "none": Words("Không có dòng nào chờ sửa.", "No row waits to be mended."),
    "none_more": Words("Dòng nào của các lần nhập cũng đã vào tiệm.", "Every row of every import is in the shop."),
    "total": Words("{n} dòng chờ sửa, vì {groups} lý do.", "{n} rows to be mended, for {groups} reasons."),
    "total_one": Words("{n} dòng chờ sửa, cùng một lý do.", "{n} rows to be mended, all for one reason."),
    "says": Words(
        "Mọi dòng khác của tệp đã nhập xong. Sửa dòng nào thì dòng ấy vào đúng đơn của nó.",
        "Every other row of the files is imported. A row that is mended joins the order it belongs to.",
    ),
    "of": Words("Lần nhập {batch} · {file}", "Import {batch} · {file}"),
    "mend": Words("Sửa {n} dòng", "Mend {n} rows"),
    "excel": Words("Sửa trong Excel", "Mend in Excel"),
    "excel_says": Words(
        "Tải các dòng về, sửa các ô, rồi đưa tệp ấy lại đây. Giữ nguyên cột quarantine_id.",
        "Take the rows with you, correct the cells, and send that file back. Leave the column quarantine_id as it is.",
    ),
    "xlsx": Words("Tải tệp Excel", "Download for Excel"),
    "csv": Words("Tải tệp CSV", "Download CSV"),
    "corrected": Words("Đưa tệp đã sửa vào", "Send the corrected file"),
    "give_back": Words("Gửi tệp", "Send it"),
    "retry": Words("Đọc lại tất cả như cũ", "Read all again as they are"),
    "retry_says": Words("Sau khi nhập tỷ giá hay tệp còn thiếu.", "After rates or a missing file were imported."),
    "rows": Words("Từng dòng", "Row by row"),
    "rows_note": Words("sửa thẳng trong ô", "correct the cells here"),
    "row": Words("Dòng", "Row"),
    "now": Words("Ô cần sửa", "Cell to correct"),
    "others": Words("Các ô khác của dòng", "The row's other cells"),
    "of_row": Words("{column}, dòng {row}", "{column}, row {row}"),
    "all_at_once": Words("Sửa {n} dòng theo quy tắc", "Mend {n} rows by a rule"),
    "way": Words("Cách sửa", "How"),
    "try": Words("Xem thử", "Try it"),
    "would": Words("Nếu sửa như vậy:", "Mended so:"),
    "do": Words("Sửa {n} dòng", "Mend {n} rows"),
    "do_drop": Words("Bỏ {n} dòng", "Drop {n} rows"),
    "nothing_changed": Words("Chưa có ô nào được sửa.", "No cell has been changed yet."),
    "save_cells": Words("Xem thử các ô đã sửa", "Try the corrected cells"),
    "unparted": Words(
        "Dòng này không tách được thành các cột; sửa trong Excel, hoặc bỏ.",
        "This row could not be parted into columns; mend it in Excel, or drop it.",
    ),
    "range": Words("{first}–{last} của {n}", "{first}–{last} of {n}"),
    "to_new": Words("thành", "becomes"),
    "example": Words("Dòng {row}: “{before}” → “{after}”", "Row {row}: “{before}” → “{after}”"),
    "back": Words("Các dòng chờ sửa", "Rows to be mended"),
}

WAYS = {
    "as": Words("Coi ô ấy là", "Take the cell as"),
    "replace": Words("Thay", "Replace"),
    "dates": Words("Đọc ngày theo kiểu", "Read the dates as"),
    "currency": Words("Tiền tệ là", "The currency is"),
    "retry": Words("Đọc lại như cũ", "Read again as they are"),
    "drop": Words("Bỏ hẳn các dòng này", "Drop these rows for good"),
}
EMPTY = Words("bỏ trống là ô trống", "left empty, an empty cell")

# How dates may be written, in the letters that the library reads.
DATES = (
    ("d/m/Y", Words("31/12/2026", "31/12/2026")),
    ("m/d/Y", Words("12/31/2026", "12/31/2026")),
    ("Y-m-d", Words("2026-12-31", "2026-12-31")),
    ("Y.m.d", Words("2026.12.31", "2026.12.31")),
    ("d.m.Y", Words("31.12.2026", "31.12.2026")),
    ("d-m-Y", Words("31-12-2026", "31-12-2026")),
    ("d/m/y", Words("31/12/26", "31/12/26")),
    ("d/m/Y H:M", Words("31/12/2026 15:30", "31/12/2026 15:30")),
    ("d/m/Y H:M:S", Words("31/12/2026 15:30:59", "31/12/2026 15:30:59")),
    ("Ymd", Words("20261231", "20261231")),
)

CURRENCIES = ("VND", "USD", "EUR", "THB", "SGD", "MYR", "IDR", "PHP", "JPY", "KRW", "CNY", "TWD", "HKD", "AUD", "CAD", "GBP")
