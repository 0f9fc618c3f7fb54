"""Web visits, complaints, reviews, answers, referrals and consents follow from the same lives as the orders."""

from __future__ import annotations

import pandas as pd
import pytest

from regulars import demo
from regulars.demo import people
from regulars.demo.further import FILES

from .conftest import Opened, read

WHEN = "%d/%m/%Y %H:%M:%S"


@pytest.fixture(scope="session")
def further(shop: Opened) -> dict[str, pd.DataFrame]:
    return dict(zip(FILES, (read(path) for path in shop.files.further), strict=True))


@pytest.fixture(scope="session")
def true(shop: Opened) -> pd.DataFrame:
    return shop.truth.set_index("customer_id").astype({"warmth": float})


def test_the_files_have_their_headers_and_are_counted(shop, further):
    for name, (file, headers) in FILES.items():
        assert tuple(further[name].columns) == headers
        assert shop.files.counts[name] == len(further[name]) > 0
        assert (shop.files.folder / file) in shop.files.further


def test_they_name_customers_and_products_that_exist(shop, further):
    known = set(shop.customers["Mã khách hàng"])
    for name in ("contacts", "answers", "consents"):
        assert set(further[name]["Mã khách"]) <= known
    assert set(further["visits"]["Mã khách"]) - {""} <= known
    assert set(further["visits"]["Mã hàng"]) - {""} <= set(shop.products["Mã hàng"])
    assert further["visits"]["Mã lượt"].is_unique
    assert further["contacts"]["Mã phiếu"].is_unique


def test_every_time_is_within_the_shops_life_and_the_files_are_in_order(shop, further):
    for name in ("visits", "contacts", "answers", "consents"):
        when = pd.to_datetime(further[name]["Thời gian"], format=WHEN)
        assert when.is_monotonic_increasing, name
        assert when.min() >= pd.Timestamp(shop.files.starts)
        assert when.max() < pd.Timestamp(shop.files.ends) + pd.Timedelta(days=1)


def test_events_are_bounded(shop, further):
    assert len(further["visits"]) <= 40 * len(shop.customers)
    assert 0.1 < (further["visits"]["Mã khách"] == "").mean() < 0.5


def test_a_session_belongs_to_one_visitor_and_a_visitor_to_one_customer(further):
    visits = further["visits"]
    assert visits.groupby("Mã phiên")["Mã khách ghé"].nunique().max() == 1
    assert visits[visits["Mã khách"] != ""].groupby("Mã khách ghé")["Mã khách"].nunique().max() == 1


def test_a_purchase_on_the_web_is_an_order_at_that_second(shop, further):
    bought = further["visits"][further["visits"]["Sự kiện"] == "Mua"]
    orders = shop.lines[shop.lines["Kênh bán"] == "Website"].rename(columns={"Mã khách hàng": "Mã khách"})
    both = bought.merge(orders, on=["Mã khách", "Thời gian", "Mã hàng"])
    assert len(both) == len(bought) > 100
    cart = further["visits"][further["visits"]["Sự kiện"] == "Thêm vào giỏ"]
    assert set(bought["Mã phiên"]) <= set(cart["Mã phiên"])


def test_people_look_as_they_decide(further, true):
    visits = further["visits"][further["visits"]["Mã khách"] != ""]
    done = visits.groupby(["Mã khách", "Sự kiện"]).size().unstack(fill_value=0).join(true["decision"])
    mean = done.groupby("decision").mean()
    left_behind = mean["Thêm vào giỏ"] - mean["Mua"]
    assert mean.loc["researcher", "Xem hàng"] > 3 * mean.loc["immediate", "Xem hàng"]
    assert left_behind["hesitant"] > 5 * left_behind["immediate"]


def test_those_who_left_in_anger_complained_and_rated_low(further, true):
    contacts = further["contacts"].join(true, on="Mã khách")
    angry = true["left_reason"] == "bad_experience"
    complained = true.index.isin(contacts.loc[contacts["Loại"] == "Khiếu nại", "Mã khách"])
    assert complained[angry].mean() > 0.6 > 0.1 > complained[~angry].mean()
    reviews = contacts[contacts["Loại"] == "Đánh giá"]
    assert reviews["Số sao"].astype(int).between(1, 5).all()
    stars = reviews["Số sao"].astype(int)
    assert stars[reviews["warmth"] > 0.8].mean() > stars[reviews["warmth"] < 0.4].mean() + 1.5


def test_a_complaint_is_open_or_has_the_day_it_was_settled(further):
    complaints = further["contacts"][further["contacts"]["Loại"] == "Khiếu nại"]
    settled = complaints["Trạng thái"] == "Đã giải quyết"
    assert set(complaints["Trạng thái"]) == {"Đang xử lý", "Đã giải quyết"}
    assert ((complaints["Ngày giải quyết"] != "") == settled).all()
    days = pd.to_datetime(complaints["Ngày giải quyết"], format=WHEN, errors="coerce") - pd.to_datetime(
        complaints["Thời gian"], format=WHEN
    )
    assert (days[settled] > pd.Timedelta(0)).all()


def test_scores_follow_how_much_people_like_the_shop(further, true):
    answers = further["answers"].join(true, on="Mã khách")
    score = answers[answers["Câu hỏi"].str.contains("0–10")]
    assert score["Trả lời"].astype(int).between(0, 10).all()
    assert score["Trả lời"].astype(int).corr(score["warmth"]) > 0.8
    stated = answers[answers["Câu hỏi"].str.contains("quyết định")]
    words = {"Mua ngay": "immediate", "Chần chừ": "hesitant", "Tìm hiểu kỹ": "researcher"}
    assert (stated["Trả lời"].map(words) == stated["decision"]).mean() > 0.8


def test_friends_are_brought_by_people_who_came_before_and_like_the_shop(shop, further, true):
    brought = further["referrals"]
    assert len(brought) > 30
    assert brought["Mã khách được giới thiệu"].is_unique
    assert (brought["Mã người giới thiệu"] < brought["Mã khách được giới thiệu"]).all()
    assert true.loc[brought["Mã người giới thiệu"], "warmth"].min() > 0.7
    source = shop.customers.set_index("Mã khách hàng")["Nguồn khách"]
    assert set(source[brought["Mã khách được giới thiệu"]]) == {"Bạn bè giới thiệu"}


def test_consent_is_asked_where_there_is_an_address_and_can_be_withdrawn(shop, further, true):
    consents = further["consents"]
    email = shop.customers.set_index("Mã khách hàng")["Email"]
    assert (email[consents.loc[consents["Kênh"] == "Email", "Mã khách"]] != "").all()
    assert set(consents["Đồng ý"]) == {"Có", "Không"}
    last = consents.groupby(["Mã khách", "Kênh"])["Đồng ý"].agg(["first", "last"])
    took_back = (last["first"] == "Có") & (last["last"] == "Không")
    angry = true.loc[last.index.get_level_values(0), "left_reason"].to_numpy() == "bad_experience"
    assert took_back[angry].mean() > 3 * took_back[~angry].mean() > 0


def test_large_shops_have_orders_only_unless_asked(tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "FURTHER_UP_TO", 50)
    assert len(demo.make(tmp_path, customers=50).further) == len(FILES)
    large = demo.make(tmp_path, customers=51)
    assert large.further == ()
    assert not (tmp_path / "luot_ghe.csv").exists()
    assert len(demo.make(tmp_path, customers=51, further=True).further) == len(FILES)


def test_the_further_files_change_nothing_in_the_orders(tmp_path):
    bare, rich = (demo.make(tmp_path / str(further), customers=200, further=further) for further in (False, True))
    for one, other in ((bare.customers, rich.customers), (bare.invoices[0], rich.invoices[0]), (bare.truth, rich.truth)):
        assert one.read_bytes() == other.read_bytes()


def test_blocks_are_numbered_through(tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "BLOCK", 150)
    made = demo.make(tmp_path, customers=400)
    visits, contacts = (read(made.folder / FILES[name][0]) for name in ("visits", "contacts"))
    assert visits["Mã lượt"].is_unique
    assert contacts["Mã phiếu"].is_unique
    assert visits.groupby("Mã phiên")["Mã khách ghé"].nunique().max() == 1
    assert {"decision", "warmth"} <= set(people.TRUTH_HEADERS)
