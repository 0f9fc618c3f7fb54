"""How texts and ratings sound, by words written down beforehand and trained on nothing."""

from __future__ import annotations

import ibis
import pytest

from regulars.features.sentiment import of_rating, of_text
from regulars.store.duckdb import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with Store(tmp_path_factory.mktemp("texts") / "analytics.duckdb") as opened:
        yield opened


def read(store, texts):
    told = ibis.memtable([{"place": place, "text": text} for place, text in enumerate(texts)], schema={"place": "int64", "text": "string"})
    found = store.ibis.execute(told.select("place", tone=of_text(told.text)).order_by("place"))
    return [None if tone != tone else tone for tone in found.tone]


PLEASED = (
    "Hàng tốt lắm, rất hài lòng",
    "shop nhiet tinh, giao nhanh",
    "không tệ chút nào",
    "Không chê vào đâu được",
    "đẹpppp quá",
    "Good quality, never disappointed",
    "ĐẸP",
    "😍😍",
    "sẽ ủng hộ shop dài dài",
)
DISPLEASED = (
    "Quá tệ",
    "không tốt",
    "ko đẹp như trên ảnh",
    "chưa được hài lòng",
    "hang loi, that vong",
    "The box arrived damaged.",
    "isn't good",
    "chẳng thích",
)
SILENT = ("Đã nhận lúc 3 giờ", "ok nhưng giao chậm", "", "12345", "không")


@pytest.mark.parametrize(("texts", "sign"), [(PLEASED, 1), (DISPLEASED, -1), (SILENT, 0)], ids=["pleased", "displeased", "neither"])
def test_texts_sound_as_people_hear_them(store, texts, sign):
    assert dict(zip(texts, read(store, texts), strict=True)) == dict.fromkeys(texts, sign)


def test_a_negation_reaches_two_words_and_no_further_than_the_clause(store):
    assert read(store, ["không thật sự tốt", "không có gì để nói là tốt", "không, tốt lắm", "not a very good one"]) == [-1, 1, 1, -1]


def test_a_mixed_text_lies_between(store):
    assert read(store, ["tốt, đẹp, bền, giao chậm"]) == [0.5]


def test_an_unknown_text_has_no_sound(store):
    assert read(store, [None]) == [None]


def test_a_rating_is_taken_by_its_number(store):
    assert [store.ibis.execute(of_rating(ibis.literal(float(stars)))) for stars in (1, 2, 3, 4, 5)] == [-1, -0.5, 0, 0.5, 1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "text", "label", "pleased", "displeased", "right"),
    [("shopee_reviews", "content", "label", "POS", "NEG", 0.96), ("uit_vsfc", "sentence", "sentiment", "2", "0", 0.88)],
)
def test_where_it_hears_anything_in_real_texts_it_hears_right(store, data, file, text, label, pleased, displeased, right):
    path = data / "text" / f"{file}.parquet"
    if not path.exists():
        pytest.skip("the folder of real texts is not here")
    told = store.ibis.read_parquet(path)
    said = told.select(label=told[label].cast("string"), tone=of_text(told[text])).filter(
        lambda t: t.label.isin([pleased, displeased]), lambda t: t.tone != 0
    )
    agreed = said.aggregate(share=((said.tone > 0) == (said.label == pleased)).mean(), n=said.count())
    found = store.connection.execute(store.compiled(agreed)).fetchone()
    assert found[1] > 5_000
    assert found[0] >= right
