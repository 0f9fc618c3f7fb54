"""What customers did, said and are besides buying: decision, feeling, person, reach, advocacy and knowledge."""

from __future__ import annotations

from functools import partial

from regulars.vocabulary.value import Feature, define

UNLINKED = ("chưa nối với lượt xem trên web, ứng dụng", "not linked to web or app events")
NO_JOURNEY = ("chưa thấy khách xem hàng trước khi mua", "no viewing seen before a purchase")
NOT_ASKED = ("chưa trả lời khảo sát", "has not answered a survey")
NO_CONTACTS = ("tiệm chưa ghi khiếu nại, đánh giá", "the shop records no complaints or reviews")
NOT_WRITTEN = ("khách chưa viết gì trong 180 ngày", "wrote nothing in 180 days")
NO_CONSENT = ("chưa hỏi khách có đồng ý hay không", "consent was never asked")

_decision = partial(define, "decision")
_feeling = partial(define, "feeling")
_person = partial(define, "person")
_reach = partial(define, "reach")
_advocacy = partial(define, "advocacy")
_knowledge = partial(define, "knowledge")


def _events(name: str, words: tuple[str, str], fact: tuple[str, str], one: str, zero: tuple[str, str]) -> Feature:
    return _decision(name, "count", "steps", words, fact, UNLINKED, one=one, phrases={"= 0": zero})


DECISION: tuple[Feature, ...] = (
    _events(
        "visits_90d",
        ("số lượt ghé trong 90 ngày", "visits in 90 days"),
        ("đã ghé {value} lượt trong 90 ngày", "{value} visits in 90 days"),
        "{value} visit in 90 days",
        ("không ghé lượt nào trong 90 ngày", "no visit in 90 days"),
    ),
    _events(
        "views_90d",
        ("số lượt xem hàng trong 90 ngày", "product views in 90 days"),
        ("đã xem hàng {value} lượt trong 90 ngày", "{value} product views in 90 days"),
        "{value} product view in 90 days",
        ("không xem hàng trong 90 ngày", "no product view in 90 days"),
    ),
    _events(
        "searches_90d",
        ("số lượt tìm trong 90 ngày", "searches in 90 days"),
        ("đã tìm {value} lượt trong 90 ngày", "{value} searches in 90 days"),
        "{value} search in 90 days",
        ("không tìm gì trong 90 ngày", "no search in 90 days"),
    ),
    _events(
        "carts_90d",
        ("số lần bỏ vào giỏ trong 90 ngày", "items put in the cart in 90 days"),
        ("đã bỏ vào giỏ {value} lần trong 90 ngày", "{value} items put in the cart in 90 days"),
        "{value} item put in the cart in 90 days",
        ("không bỏ gì vào giỏ trong 90 ngày", "nothing put in the cart in 90 days"),
    ),
    _decision(
        "abandoned_carts_90d",
        "count",
        "steps",
        ("số lần bỏ dở giỏ hàng trong 90 ngày", "carts abandoned in 90 days"),
        ("đã bỏ dở giỏ hàng {value} lần trong 90 ngày", "{value} carts abandoned in 90 days"),
        UNLINKED,
        one="{value} cart abandoned in 90 days",
        meaning=("đã vào giỏ mà 24 giờ sau chưa mua", "in the cart, not bought within 24 hours"),
        phrases={"= 0": ("không bỏ dở giỏ hàng nào trong 90 ngày", "no cart abandoned in 90 days")},
    ),
    _decision(
        "decision_hours",
        "hours",
        "steps",
        ("thời gian từ lúc xem đến lúc mua", "time from first view to buying"),
        ("thường mua sau {value} kể từ lúc xem", "usually buys {value} after the first view"),
        NO_JOURNEY,
        meaning=(
            "trung vị số giờ từ lúc xem món hàng lần đầu (trong 30 ngày) đến lúc mua món đó",
            "median hours from the first view of a product (within 30 days) to buying it",
        ),
        phrases={"<=": ("thường mua trong vòng {value} kể từ lúc xem", "usually buys within {value} of the first view")},
    ),
    _decision(
        "visits_per_order",
        "number",
        "steps",
        ("số lượt ghé cho một đơn", "visits per order"),
        ("ghé {value} lượt cho một đơn", "{value} visits per order"),
        NO_JOURNEY,
        domain=(0, None),
        one="{value} visit per order",
    ),
    _decision(
        "views_per_order",
        "number",
        "steps",
        ("số lượt xem cho một đơn", "product views per order"),
        ("xem hàng {value} lượt cho một đơn", "{value} product views per order"),
        NO_JOURNEY,
        domain=(0, None),
        one="{value} product view per order",
    ),
    _decision(
        "stated_decision",
        "text",
        "steps",
        ("cách quyết định khách tự nói", "how they say they decide"),
        ("tự nói: {value}", "says: {value}"),
        ("chưa trả lời khảo sát trong 180 ngày", "no survey answer in 180 days"),
        values={
            "immediate": ("mua ngay khi thích", "buys at once"),
            "hesitant": ("hay chần chừ", "tends to hesitate"),
            "researcher": ("tìm hiểu kỹ rồi mới mua", "studies before buying"),
        },
        phrases={"=": ("tự nói là {value}", "by their own word {value}")},
    ),
    _decision(
        "stated_need",
        "text",
        "steps",
        ("nhu cầu khách tự nói", "the need they state"),
        ("tự nói cần {value}", "says they need {value}"),
        ("chưa trả lời khảo sát trong 180 ngày", "no survey answer in 180 days"),
    ),
)

FEELING: tuple[Feature, ...] = (
    _feeling(
        "nps",
        "score",
        "steps",
        ("điểm sẵn lòng giới thiệu (NPS)", "willingness to recommend (NPS)"),
        ("chấm sẵn lòng giới thiệu {value}/10", "willingness to recommend {value} of 10"),
        NOT_ASKED,
        domain=(0, 10),
        meaning=("câu trả lời mới nhất trong 365 ngày, thang 0–10", "latest answer within 365 days, 0–10"),
        phrases={
            ">=": ("chấm sẵn lòng giới thiệu từ {value} điểm trở lên", "willingness to recommend {value} or more of 10"),
            "<=": ("chấm sẵn lòng giới thiệu từ {value} điểm trở xuống", "willingness to recommend {value} or less of 10"),
        },
    ),
    _feeling(
        "satisfaction",
        "number",
        "steps",
        ("điểm hài lòng", "satisfaction"),
        ("chấm hài lòng {value}/5", "satisfaction {value} of 5"),
        ("chưa chấm điểm trong 365 ngày", "no rating in 365 days"),
        domain=(1, 5),
        meaning=("điểm mới nhất trong 365 ngày, thang 1–5", "latest rating within 365 days, 1–5"),
        phrases={
            ">=": ("chấm hài lòng từ {value} điểm trở lên", "satisfaction {value} or more of 5"),
            "<=": ("chấm hài lòng từ {value} điểm trở xuống", "satisfaction {value} or less of 5"),
        },
    ),
    _feeling(
        "open_complaints",
        "count",
        "steps",
        ("số khiếu nại chưa giải quyết", "open complaints"),
        ("còn {value} khiếu nại chưa giải quyết", "{value} open complaints"),
        NO_CONTACTS,
        one="{value} open complaint",
        meaning=("khiếu nại trong 180 ngày, chưa giải quyết xong", "raised within 180 days and not resolved"),
        phrases={"= 0": ("không còn khiếu nại nào", "no open complaint")},
    ),
    _feeling(
        "complaints_180d",
        "count",
        "steps",
        ("số khiếu nại trong 180 ngày", "complaints in 180 days"),
        ("đã khiếu nại {value} lần trong 180 ngày", "{value} complaints in 180 days"),
        NO_CONTACTS,
        one="{value} complaint in 180 days",
        phrases={"= 0": ("không khiếu nại trong 180 ngày", "no complaint in 180 days")},
    ),
    _feeling(
        "sentiment_180d",
        "number",
        "steps",
        ("thái độ trong lời khách viết", "tone of what they wrote"),
        ("lời khách viết có thái độ {value} trên thang −1 đến 1", "a tone of {value} on a scale of −1 to 1 in what they wrote"),
        NOT_WRITTEN,
        domain=(-1, 1),
        meaning=(
            "thái độ trung bình của lời khách viết trong 180 ngày, từ −1 đến 1",
            "mean sentiment of what they wrote in 180 days, −1 to 1",
        ),
        phrases={
            "<=": (
                "lời khách viết có thái độ từ {value} trở xuống (từ −1 đến 1)",
                "a tone of {value} or worse in what they wrote (−1 to 1)",
            ),
            ">=": (
                "lời khách viết có thái độ từ {value} trở lên (từ −1 đến 1)",
                "a tone of {value} or better in what they wrote (−1 to 1)",
            ),
        },
    ),
)


def _about(name: str, vi: str, en: str, null: tuple[str, str], fact: tuple[str, str]) -> Feature:
    return _person(name, "text", "still", (vi, en), fact, null)


PERSON: tuple[Feature, ...] = (
    _person(
        "age",
        "count",
        "slides",
        ("tuổi", "age"),
        ("{value} tuổi", "aged {value}"),
        ("chưa biết ngày sinh", "birth date unknown"),
        meaning=("từ ngày sinh; từ năm sinh thì lấy tuổi thấp hơn", "from the birth date; from a birth year the younger age"),
        phrases={
            ">=": ("từ {value} tuổi trở lên", "aged {value} or over"),
            "<=": ("từ {value} tuổi trở xuống", "aged {value} or under"),
            ">": ("trên {value} tuổi", "aged over {value}"),
            "<": ("dưới {value} tuổi", "aged under {value}"),
        },
    ),
    _person(
        "age_min",
        "count",
        "still",
        ("tuổi thấp nhất của nhóm tuổi đã khai", "lower end of the stated age band"),
        ("nhóm tuổi từ {value}", "in an age band from {value}"),
        ("khách không khai nhóm tuổi", "no age band stated"),
        phrases={
            ">=": ("nhóm tuổi từ {value} trở lên", "in an age band from {value} or higher"),
            "<": ("nhóm tuổi bắt đầu dưới {value}", "in an age band that begins under {value}"),
        },
    ),
    _person(
        "age_max",
        "count",
        "still",
        ("tuổi cao nhất của nhóm tuổi đã khai", "upper end of the stated age band"),
        ("nhóm tuổi đến {value}", "in an age band up to {value}"),
        ("khách không khai nhóm tuổi, hoặc nhóm không có tuổi cao nhất", "no age band stated, or one without an upper end"),
        phrases={
            ">=": ("nhóm tuổi kết thúc từ {value} trở lên", "in an age band that ends at {value} or over"),
            "<": ("nhóm tuổi kết thúc dưới {value}", "in an age band that ends under {value}"),
        },
    ),
    _person(
        "gender",
        "text",
        "still",
        ("giới tính", "gender"),
        ("giới tính {value}", "gender {value}"),
        ("chưa biết giới tính", "gender unknown"),
        values={"female": ("nữ", "female"), "male": ("nam", "male"), "other": ("khác", "other")},
        phrases={"=": ("giới tính {value}", "gender {value}")},
    ),
    _about("province", "tỉnh, thành phố", "province", ("chưa biết tỉnh, thành phố", "province unknown"), ("ở {value}", "lives in {value}")),
    _about("district", "quận, huyện", "district", ("chưa biết quận, huyện", "district unknown"), ("ở {value}", "lives in {value}")),
    _about("job_title", "nghề nghiệp", "job title", ("chưa biết nghề nghiệp", "job unknown"), ("làm {value}", "works as {value}")),
    _about("company", "nơi làm việc", "company", ("chưa biết nơi làm việc", "company unknown"), ("làm ở {value}", "works at {value}")),
    _person(
        "distance_km",
        "km",
        "still",
        ("khoảng cách đến cửa hàng gần nhất", "distance to the nearest store"),
        ("cách cửa hàng gần nhất {value}", "{value} from the nearest store"),
        ("chưa biết vị trí của khách hoặc cửa hàng", "place of the customer or the stores unknown"),
    ),
    _person(
        "serviceable",
        "flag",
        "still",
        ("khả năng phục vụ", "serviceability"),
        ("phục vụ được: {value}", "can be served: {value}"),
        ("chưa biết có phục vụ được không", "not known whether we can serve them"),
        meaning=(
            "trong bán kính của cửa hàng gần nhất (10 km nếu tiệm không ghi), hoặc ở tỉnh tiệm có phục vụ",
            "within the nearest store's radius (10 km unless the shop says otherwise), or in a served province",
        ),
        phrases={"= true": ("phục vụ được", "can be served"), "= false": ("ngoài vùng phục vụ", "outside the area we serve")},
    ),
    _person(
        "fits_persona",
        "flag",
        "still",
        ("độ hợp với chân dung khách của tiệm", "fit with the shop's portrait of a buyer"),
        ("hợp chân dung khách của tiệm: {value}", "fits the shop's portrait: {value}"),
        ("tiệm chưa viết chân dung khách", "the shop has written no portrait"),
        phrases={
            "= true": ("hợp chân dung khách của tiệm", "fits the shop's portrait of a buyer"),
            "= false": ("không hợp chân dung khách của tiệm", "does not fit the shop's portrait of a buyer"),
        },
    ),
)


def _allowed(name: str, vi: str, en: str) -> Feature:
    yes, no = (f"đồng ý nhận {vi}", f"agreed to {en}"), (f"không đồng ý nhận {vi}", f"refused {en}")
    fact = (f"đồng ý nhận {vi}: {{value}}", f"agreed to {en}: {{value}}")
    meaning = (f"câu trả lời mới nhất về {vi} là đồng ý", f"the latest consent on {en} is a yes")
    words = (f"sự đồng ý nhận {vi}", f"consent to {en}")
    return _reach(name, "flag", "still", words, fact, NO_CONSENT, meaning=meaning, phrases={"= true": yes, "= false": no})


REACH: tuple[Feature, ...] = (
    _allowed("email_allowed", "e-mail", "e-mail"),
    _allowed("sms_allowed", "tin nhắn SMS", "text messages"),
    _allowed("zalo_allowed", "tin nhắn Zalo", "Zalo messages"),
    _allowed("ads_allowed", "quảng cáo riêng", "targeted ads"),
    _reach(
        "messages_30d",
        "count",
        "steps",
        ("số tin quảng bá đã gửi trong 30 ngày", "marketing messages sent in 30 days"),
        ("đã nhận {value} tin quảng bá trong 30 ngày", "{value} marketing messages in 30 days"),
        ("chưa ghi tin đã gửi", "messages sent are not recorded"),
        one="{value} marketing message in 30 days",
        phrases={"= 0": ("không nhận tin quảng bá nào trong 30 ngày", "no marketing message in 30 days")},
    ),
)

ADVOCACY: tuple[Feature, ...] = (
    _advocacy(
        "referrals_365d",
        "count",
        "steps",
        ("số khách mới đã giới thiệu trong 365 ngày", "new buyers brought in 365 days"),
        ("đã giới thiệu {value} khách mới trong 365 ngày", "{value} new buyers brought in 365 days"),
        ("tiệm chưa ghi ai giới thiệu ai", "the shop does not record who brought whom"),
        one="{value} new buyer brought in 365 days",
        phrases={"= 0": ("chưa giới thiệu ai trong 365 ngày", "nobody brought in 365 days")},
    ),
    _advocacy(
        "reviews_365d",
        "count",
        "steps",
        ("số đánh giá công khai trong 365 ngày", "public reviews in 365 days"),
        ("đã viết {value} đánh giá công khai trong 365 ngày", "{value} public reviews in 365 days"),
        NO_CONTACTS,
        one="{value} public review in 365 days",
        phrases={"= 0": ("không viết đánh giá nào trong 365 ngày", "no public review in 365 days")},
    ),
)

KNOWLEDGE: tuple[Feature, ...] = (
    _knowledge(
        "known_fields",
        "count",
        "still",
        ("số điều đã biết về khách", "things known about them"),
        ("đã biết {value}/10 điều về khách", "{value} of 10 things known"),
        domain=(0, 10),
        meaning=(
            "đã biết bao nhiêu trong 10 điều: tên, liên lạc, tuổi, giới tính, nơi ở, kênh, nhóm hàng, lượt ghé, câu trả lời, sự đồng ý",
            "how many of name, contact, age, gender, place, channel, category, visits, answers and consent are known",
        ),
    ),
    _knowledge(
        "known_days",
        "days",
        "slides",
        ("số ngày tiệm biết khách", "days known to us"),
        ("tiệm biết khách được {value}", "known to us for {value}"),
        ("không biết từ khi nào", "not known since when"),
    ),
)

KNOWING = (*DECISION, *FEELING, *PERSON, *REACH, *ADVOCACY, *KNOWLEDGE)
