"""Vietnam as a mosaic: each letter is a hexagon 26 km wide that belongs to one of the 34 provinces of 2025.

Computed once from the coordinates and areas of the 3,321 wards in `vietnamadminunits` (MIT): a hexagon belongs to the province of the ward
nearest to its middle, and is land where a ward reaches it. Odd lines stand half a hexagon to the right. Hoàng Sa and Trường Sa stand nearer to the coast
than they are.
"""

from __future__ import annotations

from functools import cache

PROVINCES = {
    "A": "An Giang",
    "B": "Bắc Ninh",
    "C": "Cao Bằng",
    "D": "Cà Mau",
    "E": "Cần Thơ",
    "F": "Gia Lai",
    "G": "Huế",
    "H": "Hà Nội",
    "I": "Hà Tĩnh",
    "J": "Hưng Yên",
    "K": "Hải Phòng",
    "L": "Hồ Chí Minh",
    "M": "Khánh Hòa",
    "N": "Lai Châu",
    "O": "Lào Cai",
    "P": "Lâm Đồng",
    "Q": "Lạng Sơn",
    "R": "Nghệ An",
    "S": "Ninh Bình",
    "T": "Phú Thọ",
    "U": "Quảng Ngãi",
    "V": "Quảng Ninh",
    "W": "Quảng Trị",
    "X": "Sơn La",
    "Y": "Thanh Hóa",
    "Z": "Thái Nguyên",
    "a": "Tuyên Quang",
    "b": "Tây Ninh",
    "c": "Vĩnh Long",
    "d": "Điện Biên",
    "e": "Đà Nẵng",
    "f": "Đắk Lắk",
    "g": "Đồng Nai",
    "h": "Đồng Tháp",
}
ISLANDS = (("Hoàng Sa", 29.5, 35.6), ("Trường Sa", 28.8, 68.6))  # where their names stand, in hexagons
MOSAIC = """\
.............a
...........aaa
...........aaCCCC.C
.N..NO.OOaaaaCCCCCC
.NNNNNOOOOaaaaZCCCC
dNNNNNOOOOaaaZZZQQ
.ddNNNNNOOOaaaZZZQQ
.ddddXNOOOOaaaZZQQQQ
..ddddXNOOOOaaZZZQQQQ
...ddXXXOOOTTaZZQQBQQVVV
...ddXXXXXXTTTTHBBBBVVV
...ddXXXXXXTTHHBBKVV.V
....dXXXXXXXTTHHJKKVVV.V
.....XX..XXTTTHJKKK
.........YYYYTTSSJJ
..........YYYYSSSJ
...........YYYYYSS.....K
...........RYYYY
........RR.RRYYY
........RRRRRYY
.......RRRRRRRRY
.........RRRRRR
..........RRRRR
............RRR
............IIII
............IIIII
..............IIII
..............WWWW
...............WWW
................WWW
.................WWW
.................WWW
..................WWWW
..................WWWG.......e
..................WWWGGG.....ee
...................WGGGG
.....................GGeeee
.....................eeeee
.....................eeeeee
.....................eeeeee.U
......................UeeeUU
......................UUeUUU
......................UUUUUUU
......................UUUUUFU
......................UUUUFFF
.....................UUUFFFFF
......................UFFFFFFF
.....................FFFFFFFF
......................FFFFFFFf
......................FFFFFfff
......................ffffFFff
......................ffffFfff
......................fffffffM
......................PffffMMM
......................PPfffMMM
....................PPPPPPPMM
..................gggPPPPPPMMM
.................ggggPPPPPMMM
...............bbbgggPPPPPPMM
...............bbLLgggPPPPPM
................bbLLggPPPPP
...........A.hb.bLLgggPPPP
............AhhbbbLLggPPP
...........AAhhbbbbLLLP....P
.......A.AAAAAhhhhhLLL
.......AA..AEEccccc.........M
..........A.AAEEccc.........MM
.........A.AAEEEcc..........MM
...........AADEEEcc
.....A.....DDDDEE
...........DDDD
..........DDD
...........DD.....L
..........D
"""


@cache
def cells() -> dict[str, tuple[tuple[int, int], ...]]:
    """The hexagons of every province, as (column, line) from the north-west."""
    found: dict[str, list[tuple[int, int]]] = {name: [] for name in PROVINCES.values()}
    for line, letters in enumerate(MOSAIC.splitlines()):
        for column, letter in enumerate(letters):
            if letter != ".":
                found[PROVINCES[letter]].append((column, line))
    return {name: tuple(places) for name, places in found.items()}


def size() -> tuple[int, int]:
    """Columns and lines of the mosaic."""
    lines = MOSAIC.splitlines()
    return max(len(line) for line in lines) + 1, len(lines)


def at(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a place stands on the mosaic, as (column, line): fitted to the middles of the provinces, right to a hexagon or two."""
    return 4.1 * longitude - 419.0, -4.94 * latitude + 115.35
