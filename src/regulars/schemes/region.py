"""Region: where do they live?"""

from __future__ import annotations

from collections.abc import Sequence

from regulars.errors import RuleError
from regulars.rules import c, everyone
from regulars.scheme import Class, Parameter, Scheme
from regulars.schemes.explained import explained
from regulars.schemes.handed import colour_at, usable
from regulars.schemes.provinces import SIX_REGIONS
from regulars.words import Words

WHERE_IT_STANDS = Words(
    "Tiệm bán quanh nơi mình đứng: nơi xa hầu như không có khách, nơi gần có thể chiếm gần hết.",
    "A shop sells around where it stands: hardly anyone far away, and near by perhaps nearly everyone.",
)
UNKNOWN = Class(
    "unknown",
    Words("Chưa rõ", "Not known"),
    everyone,
    Words("Chưa biết khách ở đâu.", "Not known where they live."),
    Words("Hỏi nơi giao hàng, hoặc hỏi khi mời làm thành viên.", "Ask for a delivery place, or when offering a membership."),
    "slight",
    uneven=Words(
        "Tiệm giao hàng biết nơi ở của gần như mọi khách; tiệm bán tại quầy có thể không biết của ai.",
        "A shop that delivers knows nearly everyone's place; one that sells over the counter may know nobody's.",
    ),
)
NEARBY = Class(
    "nearby",
    Words("Gần tiệm", "Nearby"),
    everyone,
    Words("Ở gần một cửa hàng, ghé được bất cứ lúc nào.", "Live close to a store and can drop in at any time."),
    Words("Mời ghé cửa hàng: nếm thử, nhận hàng tại chỗ.", "Invite them to the store: tastings, pick-up."),
    "r1",  # six kinds for six regions; of the other colours this one is furthest from them in both themes
    uneven=Words(
        "Cần toạ độ của khách và của tiệm; tiệm chỉ bán trên mạng thì không ai ở gần.",
        "It takes the coordinates of customers and stores; a shop that sells only online has nobody near by.",
    ),
)
OTHER = Class(
    "other",
    Words("Nơi khác", "Elsewhere"),
    everyone,
    Words("Ở nơi không thuộc vùng nào kể trên, như ở nước ngoài.", "In none of the regions, such as abroad."),
    Words("Xem tiệm có giao được đến đó không.", "See whether the shop can deliver there."),
    "slight",
    uneven=WHERE_IT_STANDS,
)
MEANING = Words("Khách ở {name}, không gần cửa hàng nào.", "Customers in {name}, near no store.")
CARE = Words(
    "Tính ngày giao, phí giao và mùa của vùng này.",
    "Mind this region's delivery time, delivery cost and seasons.",
)

PAGE = explained(
    Words(
        "Khách ở vùng nào, và ai ở đủ gần để ghé cửa hàng.",
        "Where customers live, and who is near enough to come to the store.",
    ),
    Words(
        "Ai ở gần một cửa hàng là gần tiệm, bất kể tỉnh nào. Còn lại xếp theo tỉnh vào sáu vùng của Việt Nam, hoặc theo cách chia của "
        "riêng tiệm. Tên tỉnh trước và sau 7/2025 đều đọc được.",
        "Whoever lives close to a store is nearby, whatever the province. The others go by province to Vietnam's six regions, or to the "
        "shop's own grouping. Province names from before and after July 2025 are both read.",
    ),
    Words(
        "Sau khi sáp nhập, mỗi tỉnh mới ở vùng của tỉnh cho nó tên: Gia Lai (gồm Bình Định), Đắk Lắk (gồm Phú Yên), Lâm Đồng (gồm Bình "
        "Thuận, Đắk Nông) thuộc Tây Nguyên; Quảng Ngãi (gồm Kon Tum) thuộc miền Trung; Phú Thọ (gồm Hoà Bình, Vĩnh Phúc) thuộc trung du "
        "phía Bắc; Bắc Ninh (gồm Bắc Giang) thuộc Đồng bằng sông Hồng; Tây Ninh (gồm Long An) thuộc Đông Nam Bộ. Vì vậy khách ghi tỉnh cũ "
        "Bình Định ở miền Trung, cùng địa chỉ ấy ghi Gia Lai thì ở Tây Nguyên.",
        "After the mergers each new province stays in the region of the one that gave it its name: Gia Lai (with Bình Định), Đắk Lắk "
        "(with Phú Yên) and Lâm Đồng (with Bình Thuận and Đắk Nông) in the Central Highlands; Quảng Ngãi (with Kon Tum) on the Central "
        "Coast; Phú Thọ (with Hoà Bình and Vĩnh Phúc) in the northern midlands; Bắc Ninh (with Bắc Giang) in the Red River Delta; Tây "
        "Ninh (with Long An) in the Southeast. So the old province Bình Định counts as Central Coast, and the same address written as Gia "
        "Lai as Central Highlands.",
    ),
    Words(
        "Mời người ở gần ghé tiệm. Với vùng xa, xem vùng nào nhiều khách đáng giá mà giao hàng còn chậm.",
        "Invite those nearby to the store. Further away, find the region with many good customers and slow delivery.",
    ),
)


def region(*, near_km: float = 10, groups: Sequence[Sequence[object]] = ()) -> Scheme:
    """Nearby, one class per region and elsewhere; `groups` of (id, name, provinces) replace Vietnam's six regions."""
    regions = [_own(group) for group in groups] or list(SIX_REGIONS)
    return Scheme(
        id="region",
        name=Words("Khu vực", "Region"),
        question=Words("Khách ở đâu?", "Where do they live?"),
        classes=(
            UNKNOWN.when(c.province.missing() & c.distance_km.missing()),
            NEARBY.when(c.distance_km <= near_km),
            *(_class(place, *group) for place, group in enumerate(regions)),
            OTHER,
        ),
        better=(),
        page=PAGE,
        parameters={"near_km": Parameter(near_km, Words("gần tiệm: cách nhiều nhất (km)", "nearby: at most (km)"), 0, 500)},
        needs=("province", "distance_km"),
        waiting=Words(
            "Cần tỉnh hoặc địa chỉ của khách; biết thêm toạ độ cửa hàng thì thấy được ai ở gần.",
            "Needs the province or address of customers; with the stores' coordinates it also sees who is near.",
        ),
    )


def _own(group: Sequence[object]) -> tuple[str, Words, tuple[str, ...]]:
    match group:
        case [str(id_), str(name), [_, *_] as provinces] if usable(id_, {UNKNOWN.id, NEARBY.id, OTHER.id}):
            return id_, Words(name, name), tuple(map(str, provinces))
    raise RuleError(
        Words(
            "Mỗi vùng gồm mã (viết thường không dấu), tên và danh sách tỉnh.",
            "Each region is an id (lower-case), a name and a list of provinces.",
        ),
        seen=str(group),
        todo=Words(
            'Ví dụ: groups = [["north", "Miền Bắc", ["Hà Nội", "Hải Phòng"]]].',
            'For example: groups = [["north", "North", ["Hà Nội", "Hải Phòng"]]].',
        ),
    )


def _class(place: int, id_: str, name: Words, provinces: tuple[str, ...]) -> Class:
    return Class(id_, name, c.province.one_of(*provinces), MEANING.filled(name=name), CARE, colour_at(place), uneven=WHERE_IT_STANDS)


SCHEME = region()
