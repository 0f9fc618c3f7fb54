"""Why a customer changed class: six causes, in the order in which each day applies them."""

from __future__ import annotations

from dataclasses import dataclass

from regulars.words import Words


@dataclass(frozen=True)
class Cause:
    """One cause of a move: its id, its name, what it means in a sentence, its colour token, and whether the customer did something."""

    id: str
    name: Words
    meaning: Words
    colour: str = "gone"
    own: bool = False


_CAUSES = (
    Cause(
        "data",
        Words("dữ liệu bổ sung", "late or mended data"),
        Words("Dữ liệu đến muộn hoặc được sửa; khách không làm gì khác.", "Facts came late or were mended; the customer did nothing else."),
    ),
    Cause(
        "time",
        Words("thời gian trôi", "time alone"),
        Words("Khách không làm gì, chỉ có ngày tháng trôi qua.", "The customer did nothing; only days went by."),
        "slipping",
    ),
    Cause(
        "behaviour",
        Words("việc khách làm", "what they did"),
        Words("Khách mua, trả hàng, ghé xem, trả lời hay góp ý.", "They bought, returned goods, visited, answered or wrote."),
        "well",
        own=True,
    ),
    Cause(
        "bar",
        Words("ngưỡng tính lại", "the bar moved"),
        Words(
            "Ngưỡng hoặc bảng nhịp mua của tiệm được tính lại; khách không mua ít đi.",
            "Cut points or rhythm tables were renewed; the customer did not buy less.",
        ),
    ),
    Cause(
        "model",
        Words("mô hình tính lại", "the model was refitted"),
        Words("Mô hình của tiệm (nhóm nhu cầu, dự báo) được tính lại.", "A model of the shop (need clusters, forecasts) was fitted anew."),
    ),
    Cause(
        "rule",
        Words("quy tắc thay đổi", "the rule changed"),
        Words("Tiệm đã đổi quy tắc hoặc lựa chọn của mình.", "The shop changed its rules or what it chose."),
    ),
)

CAUSES: dict[str, Cause] = {cause.id: cause for cause in _CAUSES}
