"""The words that all pages share; a page's own words stand in its own file."""

from __future__ import annotations

from regulars.charts.page import BACK, THERE
from regulars.words import Words

SHARED: dict[str, Words] = {
    "brand": Words("Khách Quen", "Regulars"),
    "skip": Words("Tới nội dung chính", "Skip to the content"),
    "navigation": Words("Các trang", "Pages"),
    "here": Words("Đang ở", "You are here"),
    "more": Words("Thêm", "More"),
    "search": Words("Tìm khách", "Find a customer"),
    "search_hint": Words("Tìm tên, số điện thoại, e-mail", "Search name, phone, e-mail"),
    "as_of": Words("Tính đến hết {day}", "As of {day}"),
    "as_of_short": Words("đến {day}", "to {day}"),
    "data_to": Words("Dữ liệu đến {day}", "Data to {day}"),
    "fresh": Words("dữ liệu mới", "data is fresh"),
    "old": Words("dữ liệu đã cũ", "data is old"),
    "no_data": Words("Chưa có dữ liệu", "No data yet"),
    "sign_out": Words("Đăng xuất", "Log out"),
    "language": Words("Ngôn ngữ", "Language"),
    "other_language": Words("English", "Tiếng Việt"),
    "theme": Words("Nền", "Theme"),
    "theme_light": Words("Sáng", "Light"),
    "theme_dark": Words("Tối", "Dark"),
    "theme_auto": Words("Theo máy", "As the device"),
    "close": Words("Đóng", "Close"),
    "undo": Words("Hoàn tác", "Undo"),
    "there": THERE,
    "back": BACK,
    "previous": Words("Trước", "Previous"),
    "next": Words("Sau", "Next"),
    "paging": Words("Các phần của danh sách", "Parts of the list"),
    "sort_by": Words("Xếp theo {column}", "Sort by {column}"),
    "up": Words("tăng", "up"),
    "down": Words("giảm", "down"),
    "not_before": Words("chưa có kỳ trước", "no earlier period"),
    "there_is": Words("đã có", "there"),
    "missing": Words("chưa có", "missing"),
    "done": Words("xong", "done"),
    "running": Words("đang chạy", "running"),
    "to_come": Words("chưa tới", "to come"),
    "people": Words("khách", "people"),
    "per_week": Words("± tuần", "± week"),
    "class": Words("Nhóm", "Class"),
    "rung": Words("Bậc", "Rung"),
    "customers": Words("Số khách", "Customers"),
    "spend_each": Words("Chi tiêu mỗi khách, 365 ngày", "Spend per customer, 365 days"),
    "revenue": Words("Doanh thu", "Revenue"),
    "from_below": Words("↑ {share} từ bậc dưới", "↑ {share} from the rung below"),
    "condition": Words("Điều kiện", "Condition"),
    "remove_condition": Words("Bỏ điều kiện này", "Remove this condition"),
    "useful": Words("Hữu ích {n} trên 5", "Usefulness {n} of 5"),
    "rule_text": Words("Quy tắc dạng chữ", "The rule as text"),
    "copy": Words("Chép", "Copy"),
    "copied": Words("Đã chép.", "Copied."),
    "lost_connection": Words(
        "Chưa nối được với Khách Quen. Xem máy chạy regulars serve còn bật không, rồi thử lại.",
        "Regulars cannot be reached. See whether the machine that runs regulars serve is on, then try again.",
    ),
    "updated_today": Words("Cập nhật {time} {part}", "Refreshed at {time} {part}"),
    "updated": Words("Cập nhật {moment}", "Refreshed {moment}"),
    "job_running": Words("Đang chạy: {step}", "Running: {step}"),
    "job_waiting": Words("Đang chờ đến lượt", "Waiting for its turn"),
    "job_done": Words("Đã xong: {name}.", "Done: {name}."),
    "job_failed": Words("Không xong: {name}.", "Not done: {name}."),
    "job_stopped": Words("Đã dừng: {name}.", "Stopped: {name}."),
    "trouble": Words("Có điều chưa ổn", "Something is wrong"),
    "see": Words("Xem", "See"),
    "to_start": Words("Về trang đầu", "To the first page"),
    "see_result": Words("Xem kết quả", "See the result"),
    "left": Words("còn khoảng {time}", "about {time} left"),
}


class Labels:
    """The shared words in one language: `t.search`, and `t.say("as_of", day=…)` where there are placeholders."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __getattr__(self, name: str) -> str:
        if name not in SHARED:
            raise AttributeError(name)
        return SHARED[name].of(self.lang)

    def say(self, name: str, **values: object) -> str:
        """One of the shared words with its placeholders filled."""
        return SHARED[name].filled(**values).of(self.lang)
