"""When an edition is to be printed though no number has changed."""

from __future__ import annotations

import regulars
from regulars.edition import prepared, printed
from regulars.working.printing import needed


def test_answers_that_were_kept_but_not_printed_ask_for_an_edition(folder):
    with regulars.open(folder) as shop:
        assert needed(shop)
        printed(shop)
        assert not needed(shop)
        late = prepared.answered(shop, iter([("demand", {})]))
        prepared.keep(shop.store, shop.last_day(), shop.state(), late)
        assert needed(shop)
        printed(shop)
        assert not needed(shop)
