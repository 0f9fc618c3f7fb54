"""The words of these pages."""

from __future__ import annotations

from dataclasses import dataclass

from regulars.words import Words


@dataclass(frozen=True)
class Measure:
    """By what classes can be drawn: the columns of the question `classes`, and what heads them."""

    name: Words
    column: str
    share: str
    share_head: Words


REVENUE = Words("Doanh thu", "Revenue")
MEASURES = {
    "people": Measure(Words("Số khách", "Customers"), "customers", "revenue_share", REVENUE),
    "revenue": Measure(REVENUE, "revenue", "revenue_share", Words("Phần", "Share")),
    "margin": Measure(Words("Lợi nhuận", "Margin"), "margin", "margin_share", Words("Phần", "Share")),
}
PERIODS = {30: Words("30 ngày", "30 days"), 90: Words("90 ngày", "90 days"), 365: Words("1 năm", "1 year")}
AGO = {30: Words("30 ngày trước", "30 days ago"), 90: Words("90 ngày trước", "90 days ago"), 365: Words("1 năm trước", "A year ago")}

W = {
    "classes": Words("Phân loại", "Classes"),
    "list_heading": Words("{n} cách nhìn cùng những khách ấy", "{n} ways to look at the same customers"),
    "list_heading_waits": Words(
        "{n} cách nhìn cùng những khách ấy, {m} cách còn chờ dữ liệu", "{n} ways to look at the same customers, {m} more wait for data"
    ),
    "most_useful": Words("“{name}” là cách phân loại hữu ích nhất với tiệm", "“{name}” is the scheme that tells this shop most"),
    "others": Words("Những cách phân loại khác", "The other schemes"),
    "others_note": Words("xếp theo mức hữu ích với tiệm này", "by how useful they are to this shop"),
    "not_judged": Words("chưa chấm được", "not judged yet"),
    "waiting": Words("Còn chờ dữ liệu", "Waiting for data"),
    "make_own": Words("Tạo cách phân loại riêng", "Make a scheme of your own"),
    "change_own": Words("Sửa cách phân loại", "Change the scheme"),
    "customers_n": Words("{n}\u00a0khách", "{n}"),
    "lead_but": Words(
        "{people} ở nhóm “{name}” là {part} số khách nhưng mang về {share} doanh thu.",
        "{people} customers in “{name}” are {part} of all, yet bring {share} of revenue.",
    ),
    "lead_and": Words(
        "{people} ở nhóm “{name}” là {part} số khách và mang về {share} doanh thu.",
        "{people} customers in “{name}” are {part} of all, and bring {share} of revenue.",
    ),
    "export": Words("Xuất danh sách", "Export the list"),
    "step": Words("↑ {share} từ bậc dưới", "↑ {share} from the rung below"),
    "show_by": Words("Xem theo", "Show by"),
    "class": Words("Nhóm", "Class"),
    "rung": Words("Bậc", "Rung"),
    "each": Words("Chi tiêu mỗi khách, 365 ngày", "Spend per customer, 365 days"),
    "people_by_class": Words(
        "{scheme}: mỗi nhóm bao nhiêu khách, mỗi khách chi bao nhiêu", "{scheme}: customers of each class, spend of each"
    ),
    "market": Words("Thị trường", "The market"),
    "market_said": Words(
        "Khoảng {people} người hợp chân dung, tiệm phục vụ được {reachable}; tiệm đang biết {known}.",
        "Some {people} people match the portrait, the shop can serve {reachable} of them; it knows {known}.",
    ),
    "market_people": Words(
        "Khoảng {people} người hợp chân dung; tiệm đang biết {known}.", "Some {people} people match the portrait; the shop knows {known}."
    ),
    "market_unset": Words(
        "Chưa ghi có bao nhiêu người hợp chân dung. Tiệm đang biết {known}.",
        "How many people match the portrait is not written down. The shop knows {known}.",
    ),
    "change_portrait": Words("Sửa chân dung", "Change the portrait"),
    "moved_ranked": Words("{period} qua, {up} leo lên và {down} tụt xuống", "In {period} {up} climbed, and {fell} slipped"),
    "moved_some": Words("{period} qua, {n} đổi nhóm", "In {period} {n} changed class"),
    "moved_none": Words("{period} qua không khách nào đổi nhóm", "Nobody changed class in {period}"),
    "not_told": Words(
        "Chưa đủ hai ngày có xếp nhóm để biết ai lên, ai xuống. Sau lần cập nhật tới sẽ thấy.",
        "Classes have been told on one day only, so no move can be seen yet. The next refresh will show them.",
    ),
    "period": Words("Khoảng thời gian", "Period"),
    "today": Words("hôm nay", "today"),
    "why": Words("Vì sao đổi bậc", "Why they moved"),
    "why_class": Words("Vì sao đổi nhóm", "Why they changed class"),
    "cause": Words("Nguyên nhân", "Cause"),
    "why_note": Words(
        "Mở một dòng để xem từng khách và đúng việc đã làm khách đổi nhóm.",
        "Open a line to see each customer, and the very thing that moved them.",
    ),
    "why_not_own": Words(
        "{names} là do cách tính, khách không làm gì khác.", "{names}: that is how it is counted, customers did nothing else."
    ),
    "drawn": Words("Hình chỉ vẽ {n} đổi nhóm.", "The figure shows only the {n} who moved."),
    "since_short": Words(
        "Chưa có ngày xếp nhóm nào xa như thế; so với ngày sớm nhất, {day}.",
        "No day so far back was told; compared with the earliest, {day}.",
    ),
    "counting_moves": Words("Đang đếm ai lên, ai xuống…", "Counting who moved…"),
    "rules": Words("Quy tắc", "Rules"),
    "rules_note": Words(
        "xét từ trên xuống, quy tắc đúng đầu tiên gọi tên nhóm", "tested from the top; the first that holds names the class"
    ),
    "rules_note_numbers": Words(
        "xét từ trên xuống, quy tắc đúng đầu tiên gọi tên nhóm; bấm vào con số để thử số khác",
        "tested from the top, the first that holds names the class; press a number to try another",
    ),
    "when": Words("Khi nào", "When"),
    "what_to_do": Words("Nên làm", "What to do"),
    "rules_text": Words("Quy tắc dạng chữ", "The rules as text"),
    "try_heading": Words("Thử ngưỡng “{name}”", "Try another bar for “{name}”"),
    "try_which": Words("Con số", "Number"),
    "try_value": Words("Giá trị muốn thử", "Value to try"),
    "try_slide": Words("Kéo để thử", "Slide to try"),
    "see": Words("Xem thử", "See"),
    "unsaved": Words("Chưa lưu. Đang dùng: {value}.", "Not saved. In force: {value}."),
    "in_force": Words("Đang dùng: {value}.", "In force: {value}."),
    "pinned": Words("Tiệm đã chọn số này; mặc định là {value}.", "The shop chose this number; the default is {value}."),
    "save": Words("Lưu ngưỡng {value}", "Save {value}"),
    "drop": Words("Bỏ", "Discard"),
    "to_default": Words("Về mặc định {value}", "Back to the default, {value}"),
    "for_example": Words("Ví dụ {names}.", "For example {names}."),
    "saving": Words("Đang lưu ngưỡng {value} và xếp lại khách", "Saving {value} and sorting customers again"),
    "saved": Words("Đã lưu. Số trên trang là theo ngưỡng mới.", "Saved. The page now shows the numbers by the new bar."),
    "not_saved": Words("Chưa lưu được; số đang dùng vẫn như cũ.", "It could not be saved; the numbers in force are as they were."),
    "fresh_page": Words("Xem số mới", "See the new numbers"),
    "no_number": Words("“{scheme}” không có con số nào tên “{id}”.", "“{scheme}” has no number called “{id}”."),
    "not_a_number": Words("Chỗ này cần một con số.", "A number is wanted here."),
    "out_of_bounds": Words("Chọn một số từ {low} đến {high}.", "Choose a number from {low} to {high}."),
    "trust": Words("Cách phân loại này hữu ích đến đâu", "How useful this scheme is"),
    "trust_note": Words("thử trên những ngày đã qua", "tried on past days"),
    "followed": Words("Sau đó đã có gì", "What followed"),
    "followed_n": Words("Khách", "Customers"),
    "followed_foreseen": Words("Đơn dự báo", "Orders foreseen"),
    "followed_seen": Words("Đơn thật", "Orders seen"),
    "followed_each": Words("Đơn mỗi khách", "Orders each"),
    "sure": Words("Độ chắc", "How sure"),
    "sure_note": Words(
        "nếu quãng thời gian ấy diễn ra lại, phần số lần khách vẫn ở nhóm này",
        "if those days happened again, the share of times in which customers would be in this class",
    ),
    "history": Words("Quy tắc đã đổi thế nào", "How the rules changed"),
    "history_first": Words("Bắt đầu dùng", "In use from"),
    "history_number": Words("{words}: {before} thành {after}", "{words}: from {before} to {after}"),
    "history_rule": Words("Đổi quy tắc của {names}", "Rules changed: {names}"),
    "history_added": Words("Thêm {names}", "Added {names}"),
    "history_removed": Words("Bỏ {names}", "Taken out: {names}"),
    "history_other": Words("Đổi lời, không đổi quy tắc", "Words changed, the rules did not"),
    "explained": Words("Cách phân loại này nói gì, giới hạn ở đâu", "What this scheme says, and where it ends"),
    "waits_tells": Words("Khi có dữ liệu, cách này sẽ trả lời: {question}", "With data it will answer: {question}"),
    "known_of": Words("{n}\u00a0khách", "{n}\u00a0customers"),
    "bring_data": Words("Nhập dữ liệu", "Import data"),
    "ask_customers": Words("Xem nên hỏi khách câu nào", "See what to ask customers"),
    "class_people": Words("Khách trong nhóm", "The customers"),
    "see_all": Words("Xem cả {n} khách", "See all {n} customers"),
    "entered": Words("Vừa vào trong 30 ngày", "Entered within 30 days"),
    "left": Words("Vừa ra trong 30 ngày", "Left within 30 days"),
    "nobody": Words("Không có ai.", "Nobody."),
    "to_class": Words("sang {name}", "to {name}"),
    "from_class": Words("từ {name}", "from {name}"),
    "spent": Words("chi {money} trong 365 ngày", "{money} in 365 days"),
    "soon_out": Words("Sắp ra nếu không mua gì", "About to leave, with no purchase"),
    "soon_in": Words("Sắp vào nếu không mua gì", "About to enter, with no purchase"),
    "soon_note": Words("chỉ vì thời gian trôi, trong 30 ngày tới", "by time alone, within 30 days"),
    "people_n": Words("Số khách", "Customers"),
    "share_people": Words("{share} số khách", "{share} of customers"),
    "in_week": Words("{n} trong 7 ngày", "{n} in 7 days"),
    "share_revenue": Words("{share} doanh thu", "{share} of revenue"),
    "revenue_365": Words("Doanh thu 365 ngày", "Revenue, 365 days"),
    "each_365": Words("Mỗi khách chi, 365 ngày", "Spend each, 365 days"),
    "margin_365": Words("Lợi nhuận 365 ngày", "Margin, 365 days"),
    "orders_365": Words("Đơn, 365 ngày", "Orders, 365 days"),
    "unnamed": Words("Chưa có tên", "No name"),
    "name": Words("Khách", "Customer"),
    "last": Words("Mua gần nhất", "Last purchase"),
    "spend_365": Words("Chi 365 ngày", "Spend, 365 days"),
    "purchases": Words("Lần mua, 365 ngày", "Purchases, 365 days"),
    "ago": Words("{n}\u00a0ngày trước", "{n}\u00a0days ago"),
    "class_finding": Words("{people}, {part} số khách và {share} doanh thu.", "{people}, {part} of customers and {share} of revenue."),
    "class_finding_few": Words("{people} ở nhóm này.", "{people} in this class."),
    "empty_class": Words("Chưa có khách nào ở nhóm này.", "There is nobody in this class yet."),
}
