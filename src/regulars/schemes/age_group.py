"""Age group, on the lines that Vietnam's Children, Youth and Elderly laws draw."""

from __future__ import annotations

from regulars.rules import Rule, c, everyone
from regulars.scheme import Class, Parameter, Scheme
from regulars.schemes.explained import explained
from regulars.words import Words

UNKNOWN = Class(
    "unknown",
    Words("Chưa rõ", "Not known"),
    everyone,
    Words(
        "Chưa biết tuổi, hoặc nhóm tuổi đã khai nằm vắt qua hai nhóm.", "Age unknown, or the band they stated reaches across two groups."
    ),
    Words("Hỏi năm sinh khi có dịp, ví dụ lúc mời làm thành viên.", "Ask for the year of birth when it is natural, as with a membership."),
    "slight",
    uneven=Words(
        "Mua qua sàn hay tại quầy ít khi để lại tuổi; tiệm có thẻ thành viên thì biết gần hết.",
        "Buyers on marketplaces or at the counter seldom leave their age; a shop with a membership knows nearly all.",
    ),
)
CHILD = Class(
    "child",
    Words("Trẻ em", "Children"),
    everyone,
    Words("Trẻ em theo Luật Trẻ em.", "Children in the sense of Vietnam's Children law."),
    Words("Không gửi quảng bá; nói chuyện với cha mẹ.", "No marketing; speak with the parents."),
    "kind1",
    uneven=Words(
        "Trẻ em hiếm khi đứng tên mua hàng.",
        "Children seldom buy in their own name.",
    ),
)
YOUTH = Class(
    "youth",
    Words("Thanh thiếu niên", "Youth"),
    everyone,
    Words("Thanh niên theo Luật Thanh niên.", "Young people in the sense of Vietnam's Youth law."),
    Words("Nói ngắn, cho xem hình, dễ mua trên điện thoại.", "Short words, pictures, easy to buy on a phone."),
    "kind2",
)
MIDDLE = Class(
    "middle",
    Words("Trung niên", "Middle-aged"),
    everyone,
    Words("Sau tuổi thanh niên, trước tuổi cao niên.", "Past youth, before old age."),
    Words("Nói rõ lợi ích, tiết kiệm thời gian cho khách.", "Be clear on the benefit, and save their time."),
    "kind3",
)
ELDERLY = Class(
    "elderly",
    Words("Cao tuổi", "Elderly"),
    everyone,
    Words("Người cao tuổi theo Luật Người cao tuổi.", "Elderly in the sense of Vietnam's Elderly law."),
    Words("Chữ to, gọi điện được, giao tận nơi.", "Large print, a phone number, delivery to the door."),
    "kind4",
    uneven=Words(
        "Nhiều mặt hàng và nhiều kênh bán có ít người cao tuổi mua.",
        "Many goods and channels have few elderly buyers.",
    ),
)

PAGE = explained(
    Words(
        "Khách thuộc lứa tuổi nào, theo đúng những mốc mà Luật Trẻ em, Luật Thanh niên và Luật Người cao tuổi đang dùng.",
        "Which generation customers belong to, on the lines that Vietnam's Children, Youth and Elderly laws draw.",
    ),
    Words(
        "Tuổi lấy từ ngày sinh; chỉ có năm sinh thì lấy tuổi thấp hơn. Khách chỉ khai nhóm tuổi thì được xếp khi cả nhóm nằm trọn trong "
        "một lứa tuổi; nhóm vắt qua hai lứa là chưa rõ, không đoán.",
        "Age comes from the birth date; from a birth year the younger age is taken. Where only a band was stated it counts when it lies "
        "wholly within one group; a band across two groups is not known, never guessed.",
    ),
    Words(
        "Tuổi không nói khách muốn gì; nó chỉ giúp chọn cách nói. Nhiều khách khai ngày sinh cho có.",
        "Age does not tell what people want; it helps to choose how to speak. Many state a birth date carelessly.",
    ),
    Words(
        "Nhóm trẻ em tự động bị để ngoài mọi danh sách gửi tin, trừ khi chủ tiệm ghi rõ lý do.",
        "Children are left out of every audience unless the owner records why not.",
    ),
)


def age_group(*, youth_from: float = 16, middle_from: float = 31, elderly_from: float = 60) -> Scheme:
    """Children, youth, middle-aged and elderly, by age or by an age band that lies wholly within one of them.

    A band across two groups reaches the last rule: not known.
    """
    child = _within(None, youth_from)
    youth = _within(youth_from, middle_from)
    middle = _within(middle_from, elderly_from)
    nothing = c.age.missing() & c.age_min.missing() & c.age_max.missing()
    return Scheme(
        id="age_group",
        name=Words("Độ tuổi", "Age group"),
        question=Words("Khách thuộc lứa tuổi nào?", "Which generation are they?"),
        classes=(
            UNKNOWN.when(nothing),
            CHILD.when((c.age < youth_from) | (c.age.missing() & child)),
            YOUTH.when((c.age < middle_from) | (c.age.missing() & youth)),
            MIDDLE.when((c.age < elderly_from) | (c.age.missing() & middle)),
            ELDERLY.when((c.age >= elderly_from) | (c.age.missing() & (c.age_min >= elderly_from))),
            UNKNOWN,
        ),
        better=(),
        page=PAGE,
        parameters={
            "youth_from": Parameter(youth_from, Words("thanh thiếu niên từ (tuổi)", "youth from (years)"), 1, 120),
            "middle_from": Parameter(middle_from, Words("trung niên từ (tuổi)", "middle-aged from (years)"), 1, 120),
            "elderly_from": Parameter(elderly_from, Words("cao tuổi từ (tuổi)", "elderly from (years)"), 1, 120),
        },
        needs=("age", "age_max"),
        waiting=Words(
            "Cần ngày sinh, năm sinh hoặc nhóm tuổi trong tệp khách hàng.",
            "Needs birth dates, birth years or age bands in the customers file.",
        ),
    )


def _within(lowest: float | None, below: float) -> Rule:
    """The stated band lies wholly in the group."""
    ends_before = c.age_max < below
    return ends_before if lowest is None else (c.age_min >= lowest) & ends_before


SCHEME = age_group()
