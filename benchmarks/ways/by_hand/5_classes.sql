-- One row per customer and one column per scheme, from the profile and the chances of its rhythm groups (a table `chances`).
CREATE OR REPLACE TABLE classes AS
WITH horizons AS (
  SELECT rhythm_group, max(silent_days) AS horizon FROM chances GROUP BY ALL
), seen AS (
  SELECT
    p.*, getvariable('as_of') - last_day AS silent, silent / getvariable('return_window') AS windows_silent,
    c.chance * 0.5::DOUBLE ** (greatest(0, silent - horizon) / getvariable('return_window')) AS return_chance,
    CASE WHEN c.at_first > 0 THEN least(1, return_chance / c.at_first) END AS chance_left,
    getvariable('as_of') - known_on AS known_days,
    CASE WHEN silent < 180 THEN 3 WHEN silent < 365 THEN 2 WHEN silent IS NOT NULL THEN 1 END AS recency_tier,
    coalesce(date_sub('year', birth_date, getvariable('as_of')), date_sub('year', make_date(birth_year, 12, 31), getvariable('as_of'))) AS age,
    recency_tier * 100 + frequency_tercile * 10 + monetary_tercile AS cell6,
    recency_score * 100 + frequency_score * 10 + monetary_score AS cell
  FROM profile p
  LEFT JOIN horizons h USING (rhythm_group)
  LEFT JOIN chances c ON c.rhythm_group = p.rhythm_group AND c.silent_days = least(getvariable('as_of') - last_day, h.horizon)
), living AS (
  SELECT *, CASE
    WHEN purchases = 0 THEN 'prospect'
    WHEN purchases = 1 AND windows_silent <= 0.5 THEN 'new'
    WHEN (return_chance < 0.1::DOUBLE AND chance_left < 0.4::DOUBLE) OR (return_chance IS NULL AND windows_silent > 4) THEN 'lost'
    WHEN (return_chance < 0.3::DOUBLE AND chance_left < 0.6::DOUBLE) OR (return_chance IS NULL AND windows_silent > 2) THEN 'lapsed'
    WHEN (return_chance < 0.6::DOUBLE AND chance_left < 0.8::DOUBLE) OR (return_chance IS NULL AND windows_silent > 1) THEN 'slipping'
    ELSE 'active' END AS lifecycle
  FROM seen
)
SELECT
  customer_id,
  CASE
    WHEN purchases = 0 AND NOT coalesce(serviceable, false) THEN 'suspect'
    WHEN purchases = 0 THEN 'prospect'
    WHEN purchases = 1 THEN 'first_buy'
    WHEN is_frequent AND spend_365d_pct >= 90 THEN 'key_account'
    WHEN is_frequent THEN 'frequent'
    ELSE 'rebuy' END AS ladder,
  lifecycle,
  CASE
    WHEN purchases = 0 THEN 'none'
    WHEN lifecycle = 'lost' THEN 'former'
    WHEN open_complaints >= 1 OR nps <= 6 OR sentiment_180d <= -0.3 OR (purchases >= 3 AND lifecycle IN ('slipping', 'lapsed')) THEN 'negative'
    WHEN purchases >= 3 AND spend_365d_pct >= 60 AND NOT coalesce(promo_order_share >= 0.8::DOUBLE, false) THEN 'loyal'
    WHEN orders >= 2 AND promo_order_share >= 0.8::DOUBLE AND spend_365d_pct < 80 THEN 'small'
    ELSE 'potential' END AS value,
  CASE
    WHEN purchases = 0 THEN 'none'
    WHEN is_frequent AND lifecycle = 'active' THEN 'super'
    WHEN purchases_365d < 4 THEN 'low'
    ELSE 'middle' END AS frequency,
  CASE
    WHEN purchases = 0 THEN 'none'
    WHEN spend_365d_pct >= 90 THEN 'elite'
    WHEN spend_365d_pct >= 80 THEN 'premium'
    WHEN spend_pct >= 80 AND purchases_365d = 0 THEN 'lost_premium'
    ELSE 'standard' END AS premium,
  CASE
    WHEN purchases = 0 THEN 'none'
    WHEN spend_365d_pct >= 70 AND expected_spend_365d_pct >= 70 THEN 'star'
    WHEN spend_365d_pct >= 70 THEN 'keep'
    WHEN expected_spend_365d_pct >= 70 THEN 'grow'
    ELSE 'basic' END AS benefit,
  CASE
    WHEN stated_decision IN ('immediate', 'hesitant', 'researcher') THEN stated_decision
    WHEN abandoned_carts_90d >= 2 OR (carts_90d >= 1 AND purchases_90d = 0) THEN 'hesitant'
    WHEN decision_hours > 24 OR views_per_order >= 12 THEN 'researcher'
    WHEN decision_hours <= 24 THEN 'immediate'
    WHEN visits_90d IS NULL OR visits_90d < 2 THEN 'unknown'
    ELSE 'browsing' END AS decision,
  CASE
    WHEN age IS NULL AND band_min IS NULL AND band_max IS NULL THEN 'unknown'
    WHEN age < 16 OR (age IS NULL AND band_max < 16) THEN 'child'
    WHEN age < 31 OR (age IS NULL AND band_min >= 16 AND band_max < 31) THEN 'youth'
    WHEN age < 60 OR (age IS NULL AND band_min >= 31 AND band_max < 60) THEN 'middle'
    WHEN age >= 60 OR (age IS NULL AND band_min >= 60) THEN 'elderly'
    ELSE 'unknown' END AS age_group,
  CASE WHEN lines < 3 THEN 'unknown' WHEN needs_distance_pct > 95 THEN 'mixed' ELSE 'unknown' END AS needs,
  CASE
    WHEN province IS NULL AND distance_km IS NULL THEN 'unknown'
    WHEN distance_km <= 10 THEN 'nearby'
    WHEN province IN (
      'Bắc Giang', 'Bắc Kạn', 'Cao Bằng', 'Điện Biên', 'Hà Giang', 'Hòa Bình', 'Hoà Bình', 'Lai Châu', 'Lạng Sơn',
      'Lào Cai', 'Phú Thọ', 'Sơn La', 'Thái Nguyên', 'Tuyên Quang', 'Yên Bái') THEN 'northern_midlands'
    WHEN province IN (
      'Bắc Ninh', 'Hà Nam', 'Hà Nội', 'Hải Dương', 'Hải Phòng', 'Hưng Yên', 'Nam Định', 'Ninh Bình', 'Quảng Ninh',
      'Thái Bình', 'Vĩnh Phúc') THEN 'red_river_delta'
    WHEN province IN (
      'Bình Định', 'Bình Thuận', 'Đà Nẵng', 'Hà Tĩnh', 'Huế', 'Thừa Thiên Huế', 'Khánh Hòa', 'Khánh Hoà', 'Nghệ An',
      'Ninh Thuận', 'Phú Yên', 'Quảng Bình', 'Quảng Nam', 'Quảng Ngãi', 'Quảng Trị', 'Thanh Hóa', 'Thanh Hoá') THEN 'central_coast'
    WHEN province IN (
      'Đắk Lắk', 'Đắk Nông', 'Gia Lai', 'Kon Tum', 'Lâm Đồng') THEN 'central_highlands'
    WHEN province IN (
      'Bà Rịa - Vũng Tàu', 'Bình Dương', 'Bình Phước', 'Đồng Nai', 'Hồ Chí Minh', 'Tây Ninh') THEN 'southeast'
    WHEN province IN (
      'An Giang', 'Bạc Liêu', 'Bến Tre', 'Cà Mau', 'Cần Thơ', 'Đồng Tháp', 'Hậu Giang', 'Kiên Giang', 'Long An',
      'Sóc Trăng', 'Tiền Giang', 'Trà Vinh', 'Vĩnh Long') THEN 'mekong_delta'
    ELSE 'other' END AS region,
  CASE
    WHEN purchases <= 1 AND known_days < 30 THEN 'new'
    WHEN purchases <= 2 AND known_fields < 4 THEN 'thin'
    WHEN purchases >= 5 AND needs = 'mixed' THEN 'diverse'
    ELSE 'known' END AS familiarity,
  CASE
    WHEN purchases = 0 OR cell IS NULL THEN 'none'
    WHEN cell IN (555, 554, 544, 545, 454, 455, 445) THEN 'champions'
    WHEN cell IN (543, 444, 435, 355, 354, 345, 344, 335) THEN 'loyal'
    WHEN cell IN (553, 551, 552, 541, 542, 533, 532, 531, 452, 451, 442, 441, 431, 453, 433, 432, 423, 353, 352, 351, 342, 341, 333, 323) THEN 'potential_loyalist'
    WHEN cell IN (512, 511, 422, 421, 412, 411, 311) THEN 'new_customers'
    WHEN cell IN (525, 524, 523, 522, 521, 515, 514, 513, 425, 424, 413, 414, 415, 315, 314, 313) THEN 'promising'
    WHEN cell IN (535, 534, 443, 434, 343, 334, 325, 324) THEN 'need_attention'
    WHEN cell IN (331, 321, 312, 221, 213, 231, 241, 251) THEN 'about_to_sleep'
    WHEN cell IN (255, 254, 245, 244, 253, 252, 243, 242, 235, 234, 225, 224, 153, 152, 145, 143, 142, 135, 134, 133, 125, 124) THEN 'at_risk'
    WHEN cell IN (155, 154, 144, 214, 215, 115, 114, 113) THEN 'cannot_lose'
    WHEN cell IN (332, 322, 233, 232, 223, 222, 132, 123, 122, 212, 211) THEN 'hibernating'
    ELSE 'lost' END AS rfm,
  CASE
    WHEN purchases = 0 OR cell6 IS NULL THEN 'none'
    WHEN cell6 IN (333, 332, 323) THEN 'champions'
    WHEN cell6 IN (321, 322, 331, 232, 233) THEN 'loyal'
    WHEN cell6 IN (311, 312, 313, 222, 223) THEN 'recent'
    WHEN cell6 IN (213, 221, 123, 132, 133) THEN 'needs_attention'
    WHEN cell6 IN (231, 212, 122, 131, 211) THEN 'at_risk'
    ELSE 'inactive' END AS rfm6,
  CASE
    WHEN purchases = 0 THEN 'none'
    WHEN p_order_next IS NULL THEN 'unknown'
    WHEN p_order_next < 0.33 THEN 'high'
    WHEN p_order_next < 0.67 THEN 'medium'
    ELSE 'low' END AS churn,
  CASE WHEN nps IS NULL THEN 'unknown' WHEN nps >= 9 THEN 'promoter' WHEN nps >= 7 THEN 'passive' ELSE 'detractor' END AS nps_group,
  CASE
    WHEN purchases = 0 THEN 'none'
    WHEN promo_order_share IS NULL THEN 'unknown'
    WHEN promo_order_share >= 0.8::DOUBLE THEN 'deal_seeker'
    WHEN promo_order_share >= 0.2::DOUBLE THEN 'mixed'
    ELSE 'full_price' END AS price,
  CASE
    WHEN (nps <= 6 AND (reviews_365d >= 1 OR complaints_180d >= 1)) OR (satisfaction <= 2 AND reviews_365d >= 1) THEN 'critic'
    WHEN referrals_365d >= 1 OR (nps >= 9 AND reviews_365d >= 1) THEN 'advocate'
    WHEN nps >= 9 THEN 'promoter'
    ELSE 'silent' END AS influence
FROM living;
