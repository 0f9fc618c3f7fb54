"""Who brought whom, and who may be written to: referrals and consents."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from regulars.demo import lives as life
from regulars.demo.almanac import Almanac
from regulars.demo.lives import Lives
from regulars.demo.people import code_text
from regulars.demo.stamps import DAY, Clock
from regulars.demo.traits import Traits

REFERRAL_HEADERS = ("Mã người giới thiệu", "Mã khách được giới thiệu", "Thời gian")
CONSENT_HEADERS = ("Thời gian", "Mã khách", "Kênh", "Đồng ý", "Nguồn")
CHANNELS = ("Email", "SMS", "Zalo", "Quảng cáo")
AGREES = np.array([0.68, 0.55, 0.74, 0.42])
ASKED = np.array([0.85, 0.85, 0.80, 0.60])
FORMS = ("Phiếu tại quầy", "Website", "Zalo OA")
FRIEND = "Bạn bè giới thiệu"

# Of those who came through a friend, how many say who; only those who like the shop this much bring friends.
NAMED, WARM = 0.55, 0.78
WITHDRAWS, UPSET_WITHDRAWS = 0.05, 0.50


def referrals(
    lives: Lives, traits: Traits, source: np.ndarray, almanac: Almanac, start: int, total: int, rng: np.random.Generator
) -> pa.Table:
    """Who brought whom, one row per new customer who named a friend; `source` is how the customers' file says they came."""
    warm = np.flatnonzero((traits.warmth > WARM) & (lives.first < almanac.days))
    came = np.flatnonzero((source == FRIEND) & (rng.random(len(source)) < NAMED))
    before = np.searchsorted(warm, came)
    came, before = came[before > 0], before[before > 0]
    friend = warm[np.floor(rng.random(len(came)) ** 0.8 * before).astype(np.int64)]
    real = (lives.first[friend] < lives.created[came]) & (lives.leaves[friend] >= lives.created[came])
    friend, came = friend[real], came[real]
    codes = [code_text(pa.array(start + who + 1), "KH", total) for who in (friend, came)]
    second = lives.created[came] * DAY + rng.integers(8 * 3600, 20 * 3600, len(came))
    return pa.table([*codes, Clock(almanac).at(second)], names=list(REFERRAL_HEADERS))


def consents(
    lives: Lives, traits: Traits, phone: np.ndarray, email: np.ndarray, almanac: Almanac, start: int, total: int, rng: np.random.Generator
) -> pa.Table:
    """What everyone said to being written to, by channel and in order of time; some take it back, most of all those who left upset."""
    size = len(lives.first)
    can = np.stack([email != "", phone != "", phone != "", np.ones(size, dtype=bool)], 1)
    who, channel = np.nonzero(can & (rng.random((size, 4)) < ASKED))
    yes = rng.random(len(who)) < np.clip(AGREES[channel] + 0.5 * (traits.warmth[who] - 0.7), 0.05, 0.97)
    when = lives.created[who] * DAY + rng.integers(8 * 3600, 20 * 3600, len(who))
    withdraws = rng.random(len(who)) < np.where(lives.reason[who] == life.BAD, UPSET_WITHDRAWS, WITHDRAWS)
    back = np.flatnonzero(yes & withdraws)
    last = np.minimum(
        np.where(lives.leaves[who[back]] < life.NEVER_LEAVES, lives.leaves[who[back]] + 3, almanac.days - 1), almanac.days - 1
    )
    later = np.maximum(last, lives.created[who[back]]) * DAY + 21 * 3600
    form = rng.integers(0, len(FORMS), len(who))
    whole = [
        np.concatenate(part) for part in ((when, later), (who, who[back]), (channel, channel[back]), (yes, np.zeros(len(back), dtype=bool)))
    ]
    form = np.concatenate([form, np.full(len(back), 1)])
    by_time = np.argsort(whole[0], kind="stable")
    when, who, channel, yes = (part[by_time] for part in whole)
    columns = [
        Clock(almanac).at(when),
        code_text(pa.array(start + who + 1), "KH", total),
        pa.array(list(CHANNELS)).take(pa.array(channel)),
        pa.array(["Không", "Có"]).take(pa.array(yes.astype(np.int64))),
        pa.array(list(FORMS)).take(pa.array(form[by_time])),
    ]
    return pa.table(columns, names=list(CONSENT_HEADERS))
