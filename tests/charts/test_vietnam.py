"""Places stand on the mosaic of Vietnam where its provinces do."""

from __future__ import annotations

import pytest

from regulars.charts import vietnam


@pytest.mark.parametrize(
    ("province", "longitude", "latitude"),
    [
        ("Hà Nội", 105.85, 21.03),
        ("Đà Nẵng", 108.22, 16.07),
        ("Huế", 107.59, 16.46),
        ("Hồ Chí Minh", 106.70, 10.78),
        ("Cần Thơ", 105.78, 10.03),
        ("Đắk Lắk", 108.05, 12.68),
        ("Nghệ An", 105.00, 19.20),
    ],
)
def test_a_city_stands_within_two_hexagons_of_its_province(province, longitude, latitude):
    column, line = vietnam.at(longitude, latitude)
    near = [(column - c - row % 2 / 2) ** 2 + ((line - row) * 0.866) ** 2 for c, row in vietnam.cells()[province]]
    assert min(near) <= 4
