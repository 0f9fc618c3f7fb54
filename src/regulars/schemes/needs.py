"""Actual needs: what do they come for? The clusters are found by a model and handed in."""

from __future__ import annotations

from collections.abc import Sequence

from regulars.errors import RuleError
from regulars.rules import c, everyone
from regulars.scheme import Class, Parameter, Scheme
from regulars.schemes.explained import explained
from regulars.schemes.handed import colour_at, usable
from regulars.words import Words

UNKNOWN = Class(
    "unknown",
    Words("Chưa rõ", "Not yet known"),
    everyone,
    Words(
        "Mua chưa đủ để biết khách tìm gì, hoặc tiệm chưa tìm được nhóm nhu cầu nào.",
        "Too little bought to tell what they come for, or no need clusters found in the shop yet.",
    ),
    Words("Chờ thêm vài lần mua, hoặc hỏi một câu.", "Wait for a few more purchases, or ask one question."),
    "slight",
    uneven=Words(
        "Hàng mua thưa, mỗi lần một món, thì phần đông chưa đủ dòng hàng để biết.",
        "Where people buy one thing, rarely, most have too few lines to tell.",
    ),
)
MIXED = Class(
    "mixed",
    Words("Nhiều nhu cầu", "Mixed"),
    everyone,
    Words("Giỏ hàng khác hẳn mọi nhóm: mua cho nhiều nhu cầu một lúc.", "A basket unlike any cluster: several needs at once."),
    Words("Nói chuyện trực tiếp; một cuộc trò chuyện biết nhiều hơn biểu đồ.", "Talk to them; a conversation tells more than a chart."),
    "slight",
    uneven=Words(
        "Theo cách tính chỉ khoảng một phần hai mươi khách có đủ dòng hàng rơi vào đây.",
        "By construction only about one in twenty of those with enough lines is here.",
    ),
)
OWN = Words(
    "Nhu cầu của ít khách vẫn là một nhu cầu riêng; tiệm chỉ bán một thứ thì gần như ai cũng ở một nhóm.",
    "A need of few is still a need of its own; in a shop that sells one thing nearly everyone has the same.",
)
MEANING = Words("Khách đến chủ yếu vì: {name}.", "They come mostly for: {name}.")
CARE = Words("Báo hàng mới và gợi ý món đi kèm trong đúng nhóm này.", "News and suggestions from what they come for.")

PAGE = explained(
    Words(
        "Khách thật sự đến để mua gì. Các nhóm không do ai viết ra mà được tìm từ cách khách chia tiền theo nhóm hàng; tên nhóm là những "
        "nhóm hàng mà khách trong đó mua nhiều hơn hẳn phần còn lại.",
        "What customers really come for. The groups are found, not written: from how people divide their spending among categories. Each "
        "is named after the categories its members buy much more of than others do.",
    ),
    Words(
        "Mỗi khách thuộc nhóm có cách chia tiền gần với mình nhất. Ai khác thường hơn gần như tất cả mọi người là nhiều nhu cầu; ai mua "
        "còn ít dòng hàng là chưa rõ. Nhóm giữ nguyên tên từ lần tính này sang lần tính sau.",
        "Everyone belongs to the cluster whose spending is most like theirs. Baskets more unusual than nearly all others are mixed; those "
        "with few lines are not yet known. A cluster keeps its name from run to run.",
    ),
    Words(
        "Cần hàng hoá có ghi nhóm hàng. Giỏ hàng chỉ cho biết điều tiệm có bán; nhu cầu mà tiệm chưa đáp ứng thì phải hỏi mới biết.",
        "Products need categories. A basket shows only what the shop sells; needs that the shop does not meet must be asked for.",
    ),
    Words(
        "Gửi cho mỗi nhóm điều họ đến để tìm. Xem nhóm nào đang lớn để nhập hàng.",
        "Tell each group about what it comes for. Watch which one grows, and stock accordingly.",
    ),
)


def needs(*, clusters: Sequence[Sequence[str]] = (), lines_from: float = 3, unusual_above: float = 95) -> Scheme:
    """One class for each of the `clusters`, pairs of id and name as fitted; unknown for few lines and mixed for unusual baskets.

    Without clusters everyone with enough lines is *unknown* too, and the scheme waits for data.
    """
    return Scheme(
        id="needs",
        name=Words("Nhu cầu thực tế", "Actual needs"),
        question=Words("Khách đến để mua gì?", "What do they come for?"),
        classes=(
            UNKNOWN.when(c.lines < lines_from),
            MIXED.when(c.needs_distance_pct > unusual_above),
            *_classes(clusters),
            UNKNOWN,
        ),
        better=(),
        page=PAGE,
        parameters={
            "lines_from": Parameter(lines_from, Words("đủ để xét: dòng hàng từ", "enough to judge: lines from"), 1, 1000),
            "unusual_above": Parameter(unusual_above, Words("nhiều nhu cầu: khác thường hơn (%)", "mixed: more unusual than (%)"), 50, 100),
        },
        needs=("needs_cluster",),
        waiting=Words(
            "Cần nhóm hàng của sản phẩm và đủ khách đã mua nhiều món. Nhập tệp sản phẩm có cột nhóm hàng.",
            "Needs product categories and enough customers with several lines. Import a products file with a category column.",
        ),
    )


def _classes(clusters: Sequence[Sequence[str]]) -> list[Class]:
    seen = {UNKNOWN.id, MIXED.id}
    for cluster in clusters:
        if isinstance(cluster, str) or len(cluster) != 2 or not usable(cluster[0], seen):
            raise RuleError(
                Words(
                    "Mỗi nhóm nhu cầu là một cặp (mã, tên); mã viết thường không dấu, không trùng nhau.",
                    "Each need cluster is a pair (id, name); ids are lower-case and differ.",
                ),
                seen=str(cluster),
                todo=Words('Ví dụ: clusters = [["coffee", "Cà phê"]].', 'For example: clusters = [["coffee", "Coffee"]].'),
            )
        seen.add(cluster[0])
    return [_class(place, *cluster) for place, cluster in enumerate(clusters)]


def _class(place: int, cluster: str, name: str) -> Class:
    return Class(cluster, Words(name, name), c.needs_cluster == cluster, MEANING.filled(name=name), CARE, colour_at(place), uneven=OWN)


SCHEME = needs()
