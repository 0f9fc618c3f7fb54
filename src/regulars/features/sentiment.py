"""Sentiment: how a rating or a text sounds, from −1 (displeased) to 1 (pleased).

A text is read by two short lists of words, Vietnamese and English, with diacritics and, where no other word is written alike,
without. A word of negation within two words before turns the meaning; punctuation ends its reach. The reading is
(pleased − displeased) / (pleased + displeased), and 0 where no word of the lists is in it. Written by hand, trained on nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

PLEASED_PHRASES = (
    *("không chê", "khỏi chê", "hết chê", "chê vào đâu", "không thể chê", "khong che", "khoi che", "sẽ ủng hộ", "se ung ho", "ủng hộ shop"),
    *("ủng hộ tiệm", "ung ho shop", "ung ho dai dai", "ủng hộ dài dài", "sẽ quay lại", "se quay lai", "sẽ mua lại", "se mua lai"),
    *("đáng tiền", "dang tien", "đáng mua", "dang mua", "đúng hẹn", "dung hen", "đúng mô tả", "dung mo ta", "như mô tả", "nhu mo ta"),
    *("như hình", "nhu hinh", "cẩn thận", "can than", "chu đáo", "chu dao", "tận tình", "tan tinh", "tận tâm", "tan tam"),
    *("well made", "worth it", "worth the money", "highly recommend", "on time", "no complaints", "no problem", "no problems", "thank you"),
    *("hài lòng", "hai long", "tuyệt vời", "tuyet voi", "xuất sắc", "xuat sac", "hoàn hảo", "hoan hao", "nhiệt tình", "nhiet tinh"),
    *("thân thiện", "than thien", "dễ thương", "de thuong", "dễ chịu", "de chiu", "dễ hiểu", "de hieu", "chất lượng cao", "chat luong cao"),
    *(
        "yêu thích",
        "yeu thich",
        "vui vẻ",
        "vui ve",
        "lịch sự",
        "lich su",
        "ưng ý",
        "ung y",
        "ưng bụng",
        "hữu ích",
        "huu ich",
        "bổ ích",
        "bo ich",
    ),
)
DISPLEASED_PHRASES = (
    *("thất vọng", "that vong", "tuyệt vọng", "bực mình", "buc minh", "khó chịu", "kho chiu", "khó hiểu", "kho hieu", "lừa đảo", "lua dao"),
    *(
        "phí tiền",
        "phi tien",
        "tốn tiền",
        "ton tien",
        "mất thời gian",
        "mat thoi gian",
        "kém chất lượng",
        "kem chat luong",
        "chất lượng kém",
    ),
    *("chat luong kem", "hàng giả", "hang gia", "hàng nhái", "hang nhai", "giao sai", "giao nhầm", "giao nham", "giao thiếu", "giao thieu"),
    *(
        "giao trễ",
        "giao tre",
        "giao chậm",
        "giao cham",
        "chậm trễ",
        "cham tre",
        "thiếu hàng",
        "thieu hang",
        "sai hàng",
        "sai hang",
        "sai màu",
    ),
    *("sai mau", "sai size", "hết hạn", "het han", "bị lỗi", "bi loi", "hàng lỗi", "hang loi", "bị hỏng", "bi hong", "bị rách", "bi rach"),
    *("bị vỡ", "bi vo", "bị bể", "bi be", "quá đắt", "quá mắc", "thiếu chuyên nghiệp", "vô trách nhiệm", "vo trach nhiem", "mất dạy"),
    *("trả hàng", "tra hang", "hoàn tiền", "hoan tien", "làm ăn gian dối", "tẩy chay", "tay chay", "nhàm chán", "nham chan", "buồn ngủ"),
    *("stopped working", "does not work", "do not buy", "waste of money", "waste of time", "ripped off", "fell apart", "too expensive"),
)
PLEASED = (
    *("tốt", "tot", "đẹp", "dep", "ngon", "nhanh", "thích", "thich", "ưng", "tuyệt", "tuyet", "xịn", "xinh", "bền", "chuẩn", "chuan", "rẻ"),
    *("thơm", "mịn", "êm", "ok", "oke", "okie", "okela", "oki", "ổn", "khen", "mê", "yêu", "sạch", "tươi", "sướng", "giỏi"),
    *("good", "great", "nice", "excellent", "perfect", "love", "loved", "lovely", "like", "liked", "best", "fast", "quick", "awesome"),
    *("amazing", "wonderful", "fantastic", "satisfied", "happy", "pleased", "friendly", "helpful", "recommend", "beautiful", "delicious"),
    *("fresh", "clean", "cheap", "polite", "thanks", "comfortable", "impressed", "tasty", "❤", "😍", "🥰", "👍", "😊", "😘", "💯"),
)
DISPLEASED = (
    *("tệ", "xấu", "xau", "dở", "kém", "chán", "chan", "chậm", "trễ", "muộn", "lỗi", "hỏng", "hư", "rách", "vỡ", "bể", "bẩn", "hôi"),
    *("ẩu", "giận", "bực", "ghét", "tồi", "chê", "đắt", "mắc", "thiếu", "sai", "nhầm", "nham", "lừa", "rởm", "phai", "méo", "mốc"),
    *("bad", "poor", "terrible", "awful", "horrible", "worst", "worse", "slow", "late", "broken", "damaged", "defective", "disappointed"),
    *(
        "disappointing",
        "hate",
        "hated",
        "rude",
        "dirty",
        "useless",
        "refund",
        "wrong",
        "missing",
        "fake",
        "scam",
        "angry",
        "waste",
        "cheated",
    ),
    *("unhappy", "dissatisfied", "annoyed", "annoying", "complaint", "cancelled", "delayed", "expensive", "stale", "torn", "faulty", "😡"),
    *("👎", "😠", "😞", "😢", "😤", "💔", "😭"),
)
NEGATIONS = (
    *("không", "khong", "ko", "kô", "k", "kh", "hông", "hok", "chẳng", "chả", "chưa", "chua", "đừng", "không được"),
    *("not", "no", "never", "isn't", "wasn't", "aren't", "don't", "doesn't", "didn't", "can't", "cannot", "won't", "wouldn't", "isnt"),
    *("wasnt", "dont", "doesnt", "didnt", "cant", "wont", "without", "hardly"),
)
EMOJI = {
    mark: "".join(word for word in words if len(word) == 1 and not word.isalnum()) for mark, words in (("👍", PLEASED), ("👎", DISPLEASED))
}
UP, DOWN, TURNED_UP, TURNED_DOWN = "⊕", "⊖", "△", "▽"
END = "⊙"


def of_rating(rating: ir.NumericValue) -> ir.FloatingValue:
    """A rating of 1 to 5 stars as −1 to 1."""
    return (rating - 3) / 2


def of_text(text: ir.StringValue) -> ir.FloatingValue:
    """A text as −1 to 1, 0 where no word of the lists is in it; null where the text is."""
    words = _spaced(text)
    words = words.re_replace(_any_of(PLEASED_PHRASES), f" {UP} ").re_replace(_any_of(DISPLEASED_PHRASES), f" {DOWN} ")
    words = words.re_replace(_any_of(DISPLEASED), f" {DOWN} ").re_replace(_any_of(PLEASED), f" {UP} ")
    words = words.re_replace(_turned(UP), f" {TURNED_DOWN} ").re_replace(_turned(DOWN), f" {TURNED_UP} ")
    up, down = _count(words, UP + TURNED_UP), _count(words, DOWN + TURNED_DOWN)
    return ibis.ifelse(up + down == 0, 0.0, (up - down) / (up + down).nullif(0))


def _spaced(text: ir.StringValue) -> ir.StringValue:
    """Lower-case words with two spaces between, so that each has its own; what ends a clause is a word of its own."""
    plain = text.lower().replace("’", "'").re_replace(r"[.,;:!?()\n\r…]+", f" {END} ")
    for mark, emoji in EMOJI.items():  # one stands for all of its meaning: engines do not write alike what a pattern has found
        plain = plain.re_replace(f"[{emoji}]", f" {mark} ")
    return ibis.literal("  ").concat(plain.re_replace(r"[\s\-\"“”*/_~]+", "  "), "  ")


def _any_of(phrases: Sequence[str]) -> str:
    """One of the phrases, its last letter as often as people like."""
    each = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return f" ({'|'.join(phrase.replace(' ', '  ') + '+' for phrase in each)}) "


def _turned(mark: str) -> str:
    """A word of negation, at most two other words, then the mark."""
    between = f"( [^ {UP}{DOWN}{TURNED_UP}{TURNED_DOWN}{END}]+ )"
    return f" ({'|'.join(phrase.replace(' ', '  ') for phrase in NEGATIONS)}) {between}{{0,2}} {mark} "


def _count(words: ir.StringValue, marks: str) -> ir.IntegerValue:
    return words.re_replace(f"[^{marks}]", "").length()
