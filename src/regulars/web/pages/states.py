"""Every part of the pages in every state, with an invented shop; only where the app is made with `states`, for tests and for eyes."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response

from regulars.charts.figure import Figure
from regulars.charts.option import FRAME, named_axis, read_axis
from regulars.errors import InputError, Where
from regulars.web.here import Here, here
from regulars.web.rendering import door
from regulars.words import Words, number, percent, short

router = APIRouter()
Signed = Annotated[Here, Depends(here)]
TITLE = Words("Trạng thái", "States")


@router.get("/states")
def states(here: Signed, tab: str = "") -> Response:
    """Every component once; a tab's people alone for HTMX."""
    if tab and here.is_htmx:
        return here.part("states.html.j2", "people", words=W)
    return here.page("states.html.j2", title=TITLE, section="imports", crumbs=[(W["imports"], "/imports")], words=W, **_examples(here.lang))


@router.get("/states/wrong")
def wrong() -> Response:
    """An error on purpose."""
    raise InputError(W["wrong"], seen=W["wrong_seen"], todo=W["wrong_todo"], where=Where("don-hang.xlsx", 48, "Ngày bán"))


@router.get("/states/broken")
def broken() -> Response:
    """An error that nobody foresaw."""
    raise ZeroDivisionError


@router.get("/states/piece")
def piece(here: Signed) -> Response:
    """A piece with a figure and a toast, for HTMX."""
    return here.part("states.html.j2", "piece", words=W, **_examples(here.lang))


@router.post("/states/nothing")
def nothing(here: Signed) -> Response:
    """A form that changes nothing."""
    return here.part("states.html.j2", "piece", words=W, **_examples(here.lang))


def _examples(lang: str) -> dict[str, Any]:
    names = [W[f"rung{step}"] for step in range(6, 0, -1)]
    rungs = list(zip(names, _PEOPLE, _VALUE, _SHARE, ("35", "22", "51", "79", None, None), range(6, 0, -1), strict=True))
    return {
        "rungs": [_rung(lang, *rung) for rung in rungs],
        "class_rows": [_class_row(lang, rung[0], rung[1], rung[5]) for rung in rungs],
        "lifecycle": [_class_row(lang, W[name], people, name) for name, people in _LIFECYCLE.items()],
        "weeks": _weeks(lang),
        "doors": {week: f"/customers?moved=up&day={week}" for week in _DAYS},
        "climbed": door(W["eight"], "/customers?moved=up", lang),
        "became": door(W["five"], "/customers?moved=key_account", lang),
    }


def _rung(lang: str, name: Words, people: int, value: int, share: float, step: str | None, place: int) -> dict[str, object]:
    return {
        "name": name,
        "colour": f"r{place}",
        "people": number(people, lang),
        "people_bar": 100 * people / max(_PEOPLE),
        "value": short(value, lang) if value else None,
        "value_bar": 100 * value / max(_VALUE),
        "share": percent(share, lang, 1) if share else None,
        "step": W["step"].filled(share=Words(*(percent(int(step) / 100, each) for each in ("vi", "en")))) if step else None,
        "href": f"/customers?rule=ladder+%3D+{place}",
    }


def _class_row(lang: str, name: Words, people: int, colour: object) -> dict[str, object]:
    token = f"r{colour}" if isinstance(colour, int) else colour
    return {"name": name, "colour": token, "people": number(people, lang), "bar": 100 * people / 4127, "change": "+5", "href": "/customers"}


def _weeks(lang: str) -> Figure:
    option = {
        **FRAME,
        "grid": {"left": 0, "right": 0, "top": 24, "bottom": 28},
        "xAxis": named_axis(list(_DAYS)),
        "yAxis": read_axis(show=False),
        "series": [
            {
                "type": "bar",
                "name": W["climbed"].of(lang),
                "data": list(_CLIMBED),
                "itemStyle": {"color": "var(--past-up)"},
                "label": {"show": True},
            }
        ],
    }
    columns = (Words("Tuần đến", "Week to").of(lang), W["climbed"].of(lang))
    rows = tuple((day, number(people, lang)) for day, people in zip(_DAYS, _CLIMBED, strict=True))
    return Figure(W["weeks"].of(lang), W["weeks"].of(lang), option, columns, rows, 220, 200, lang)


_PEOPLE, _VALUE = (326, 609, 3402, 4127, 2316, 1480), (5_200_000, 1_360_000, 460_000, 187_000, 0, 0)
_SHARE = (0.349, 0.170, 0.322, 0.159, 0, 0)
_LIFECYCLE = {"fresh": 612, "well": 2618, "slipping": 1494, "leaving": 1287, "gone": 2453}
_DAYS, _CLIMBED = ("06/11", "13/11", "20/11"), (68, 66, 74)

W = {
    "heading": Words("Các trạng thái", "The states"),
    "imports": Words("Nhập dữ liệu", "Imports"),
    "lead1": Words(
        "Số khách leo bậc nhiều hơn tuần trước {more}; trong đó {became} trở thành Khách hàng chủ chốt.",
        "{more} climbed than last week, and {became} became Key accounts.",
    ),
    "eight": Words("8\u00a0người", "8 more"),
    "five": Words("5\u00a0khách", "5 of them"),
    "export": Words("Xuất danh sách", "Export the list"),
    "waiting": Words(
        "Đang chờ dữ liệu: nói thiếu gì, lấy ở đâu, được gì", "Waiting for data: what is missing, where to get it, what it brings"
    ),
    "job": Words("Việc đang chạy: đang ở bước nào, còn bao lâu, dừng được", "A running job: at which step, how long, how to stop it"),
    "error": Words("Lỗi: điều gì sai, đã thấy gì, làm gì tiếp", "An error: what is wrong, what was seen, what to do"),
    "dialog": Words(
        "Hộp thoại chỉ để xác nhận điều khó quay lại; thông báo luôn có Hoàn tác nếu làm được",
        "A dialog only for what is hard to undo; a toast with Undo where it can be",
    ),
    "mind": Words("Tâm lý mua hàng đang chờ dữ liệu", "Frame of mind is waiting for data"),
    "mind_tells": Words(
        "Khi có lượt xem trang, tiệm sẽ biết khách mua tức thì, chần chừ hay tìm hiểu kỹ.",
        "With page views the shop will know who buys at once, hesitates, or looks closely first.",
    ),
    "orders": Words("Đơn hàng", "Orders"),
    "orders_n": Words("61.204 đơn", "61,204 orders"),
    "views": Words("Lượt xem và giỏ hàng", "Views and baskets"),
    "answers": Words("Câu trả lời khảo sát", "Survey answers"),
    "put_code": Words("Gắn mã vào trang web", "Put the code on the website"),
    "ask": Words("Hỏi khách một câu", "Ask customers one question"),
    "importing": Words("Đang nhập don-hang-thang-10.xlsx", "Importing don-hang-thang-10.xlsx"),
    "left": Words("còn khoảng 20 giây", "about 20 seconds left"),
    "step1": Words("Nhận ra tệp KiotViet, 14 cột", "A KiotViet file, 14 columns"),
    "step2": Words("Đọc 48.310 dòng", "Reading 48,310 rows"),
    "step3": Words("Ghép khách trùng số điện thoại", "Matching customers by phone"),
    "step4": Words("Tính lại các hạng", "Computing the classes anew"),
    "took1": Words("2 giây", "2 seconds"),
    "took2": Words("9 giây", "9 seconds"),
    "took3": Words("62\u00a0%", "62%"),
    "stop": Words("Dừng và trả lại như cũ", "Stop and put everything back"),
    "wrong": Words("Cột “Ngày bán” có 312 dòng không phải ngày.", "312 rows of “Sale date” are not dates."),
    "wrong_seen": Words(
        "Ví dụ dòng 48: “31/02/2026”. Các dòng khác đã nhập xong; 312 dòng này nằm ở mục Cần sửa.",
        "For example row 48: “31/02/2026”. The other rows are imported; these 312 are under To mend.",
    ),
    "wrong_todo": Words("Sửa trong tệp rồi nhập lại, hoặc sửa ngay ở đây.", "Mend the file and import it again, or mend them here."),
    "mend": Words("Sửa 312 dòng", "Mend 312 rows"),
    "bar": Words("Chủ chốt: chi tiêu cao hơn bao nhiêu phần trăm người mua", "Key account: spend above what share of buyers"),
    "bar_wrong": Words("Nhập một số từ 0 đến 100. Đang dùng 90.", "Enter a number from 0 to 100. In force: 90."),
    "bar_help": Words("Ngưỡng được cắt lại mỗi tháng.", "The bar is cut anew every month."),
    "question": Words("Bỏ lần nhập ngày 18/11?", "Take back the import of 18 Nov?"),
    "consequence": Words(
        "4.120 đơn của lần nhập này sẽ rời khỏi tiệm, 96 khách đổi bậc. Nhập lại tệp cũ thì mọi thứ trở về như bây giờ.",
        "Its 4,120 orders will leave the shop and 96 customers change class. Importing the old file again brings everything back.",
    ),
    "keep": Words("Giữ lại", "Keep it"),
    "take_back": Words("Bỏ 4.120 đơn", "Take back 4,120 orders"),
    "open_dialog": Words("Bỏ lần nhập này", "Take back this import"),
    "saved": Words("Đã lưu nhóm “Khách rang xay đang rời”, 117 khách.", "Saved “Slipping roast-coffee buyers”, 117 customers."),
    "revenue7": Words("Doanh thu 7 ngày", "Revenue, 7 days"),
    "buying": Words("Khách đang mua", "Customers buying"),
    "repeat": Words("Doanh thu từ khách mua lại", "Revenue from repeat purchases"),
    "at_risk": Words("Có thể mất, 90 ngày tới", "Revenue at risk, 90 days"),
    "million": Words("triệu ₫", "million ₫"),
    "last_week1": Words("tuần trước 92,7 triệu", "last week 92.7 million"),
    "points": Words("1,2 điểm", "1.2 points"),
    "nine": Words("9 triệu", "9 million"),
    "todo": Words("Việc nên làm hôm nay", "What to do today"),
    "call": Words("Gọi 7 khách hàng chủ chốt đang rời", "Call the 7 key accounts who are slipping"),
    "call_worth": Words("38,6 triệu ₫ năm qua · đã im 51–66 ngày", "38.6 million ₫ last year · silent 51–66 days"),
    "see7": Words("Xem 7 khách", "See 7 customers"),
    "quiet": Words("Hôm nay không có việc gấp.", "Nothing urgent today."),
    "ladder": Words("6 cấp độ khách hàng", "The customer ladder"),
    "lifecycle": Words("Vòng đời khách hàng", "Lifecycle"),
    "finding": Words(
        "Càng lên cao càng ít người, mỗi người càng đáng giá.", "The higher the rung, the fewer the people and the more each is worth."
    ),
    "step": Words("↑ {share} từ bậc dưới", "↑ {share} from the rung below"),
    **{
        f"rung{place}": Words(vi, en)
        for place, (vi, en) in enumerate(
            (
                ("Người có khả năng mua", "Suspect"),
                ("Khách hàng mục tiêu", "Prospect"),
                ("Mua lần đầu", "First-time buyer"),
                ("Mua lặp lại", "Repeat buyer"),
                ("Mua thường xuyên", "Frequent buyer"),
                ("Khách hàng chủ chốt", "Key account"),
            ),
            1,
        )
    },
    "fresh": Words("Mới mua", "New"),
    "well": Words("Đang mua", "Active"),
    "slipping": Words("Đang rời", "Slipping"),
    "leaving": Words("Đã rời", "Lapsed"),
    "gone": Words("Đã mất", "Lost"),
    "outside": Words("Ngoài thị trường", "Outside the market"),
    "weeks": Words("Leo bậc, 3 tuần qua", "Climbing, the last 3 weeks"),
    "climbed": Words("leo bậc", "climbed"),
    "just": Words("Vừa rời", "Just slipped"),
    "just_up": Words("Vừa leo bậc", "Just climbed"),
    "due": Words("Đến kỳ mua", "Due to buy"),
    "d30": Words("30 ngày", "30 days"),
    "d90": Words("90 ngày", "90 days"),
    "y1": Words("1 năm", "1 year"),
    "churn": Words("Nguy cơ rời bỏ", "Churn risk"),
    "useful": Words("Nói trước đúng 38 % khách sẽ rời.", "Foretells 38% of those who leave."),
    "rule1": Words("Số lần mua trong 365 ngày từ ", "Purchases in 365 days from "),
    "rule2": Words(" trở lên và chi tiêu 365 ngày cao hơn ", " up and spend of 365 days above "),
    "rule3": Words(" người mua đang hoạt động", " of active buyers"),
    "p90": Words("90\u00a0%", "90%"),
    "person": Words("Khách", "Customer"),
    "silent": Words("Im lặng", "Silent"),
    "spend": Words("Chi tiêu 365 ngày", "Spend, 365 days"),
    "days52": Words("52 ngày", "52 days"),
    "spend1": Words("7,18 triệu", "7.18 million"),
    "fact": Words("7,2 triệu ₫ năm qua · im 52 ngày, thường 24 ngày", "7.2 million ₫ last year · silent 52 days, usually 24"),
    "page": Words("1–50 của 12.260", "1–50 of 12,260"),
    "everybody": Words("Mọi khách hàng", "Every customer"),
    "purchases": Words("Số lần mua", "Purchases"),
    "from": Words("từ", "from"),
    "value": Words("Giá trị", "Value"),
    "nobody": Words(
        "Không có khách nào tên “lan huong”. Thử số điện thoại, hoặc bớt một chữ.",
        "No customer called “lan huong”. Try a phone number, or one word less.",
    ),
    "agree": Words("Đồng ý nhận Zalo", "Agrees to Zalo"),
    "parts": Words("Các phần", "Parts"),
    "again": Words("Tải lại phần này", "Load this part again"),
}
