-- The share of a year's revenue made by those above each bar.
CREATE TEMP TABLE shares AS
WITH held AS (
  SELECT spend_365d_place(spend_365d) AS place, sum(spend_365d) AS amount FROM customer_totals WHERE purchases_365d > 0 GROUP BY ALL
)
SELECT place, greatest(0, 1 - sum(amount) OVER (ORDER BY place) / sum(amount) OVER ()) AS beyond FROM held;

-- One row per customer. Places above the bars are told by the macros that `bars` were made into; facts this shop has not given are null.
CREATE OR REPLACE TABLE profile AS
WITH people AS (
  SELECT
    * REPLACE (coalesce(purchases, 0) AS purchases, coalesce(purchases_365d, 0) AS purchases_365d),
    least((created_at + INTERVAL 7 HOURS)::DATE, CASE WHEN first_document <= getvariable('as_of') THEN first_document END) AS known_on,
    (span + 2 * getvariable('base_gap')) / (gaps + 2) AS gap_days, t.purchases > 0 AS buyer, t.purchases_365d > 0 AS active
  FROM customers c
  LEFT JOIN (SELECT customer_id, min(ordered_on) AS first_document FROM orders WHERE replaced_at IS NULL GROUP BY ALL) d USING (customer_id)
  LEFT JOIN customer_totals t USING (customer_id)
  WHERE c.replaced_at IS NULL
), placed AS (
  SELECT
    *,
    CASE WHEN active THEN spend_365d_place(spend_365d) WHEN buyer THEN 0 END AS spend_365d_pct,
    CASE WHEN active THEN purchases_365d_place(purchases_365d) WHEN buyer THEN 0 END AS purchases_365d_pct,
    CASE WHEN active THEN CASE WHEN margin_365d IS NOT NULL THEN margin_365d_place(margin_365d) END WHEN buyer THEN 0 END AS margin_365d_pct,
    CASE WHEN buyer THEN spend_place(spend) END AS spend_pct,
    CASE WHEN buyer THEN recency_place(last_day - DATE '1970-01-01') END AS recency_pct,
    CASE WHEN buyer THEN frequency_place(purchases) END AS frequency_pct,
    CASE WHEN buyer THEN monetary_place(spend) END AS monetary_pct
  FROM people
)
SELECT
  p.customer_id, known_on, first_day, last_day, birth_date, birth_year, age_min AS band_min, age_max AS band_max,
  CASE WHEN purchases > 1 THEN rhythm_place(gap_days) WHEN purchases = 1 THEN 0 END::INTEGER AS rhythm_group,
  coalesce(orders, 0)::INTEGER AS orders, purchases::INTEGER AS purchases,
  purchases_365d::INTEGER AS purchases_365d, coalesce(purchases_90d, 0)::INTEGER AS purchases_90d,
  first_day - getvariable('history_start') > 2 * getvariable('base_gap') AS first_is_first,
  gap_days,
  CASE WHEN purchases >= 5 THEN 1 / (1 + sqrt(greatest(0, gap_squares - (last_day - first_day)::DOUBLE ** 2 / (purchases - 1)) / (purchases - 2))
    / ((last_day - first_day) / (purchases - 1))) END AS regularity,
  coalesce(spend, 0) AS spend, coalesce(spend_365d, 0) AS spend_365d, coalesce(spend_90d, 0) AS spend_90d, coalesce(spend_prev_90d, 0) AS spend_prev_90d,
  round(spend / nullif(orders, 0))::BIGINT AS average_order_value, CASE WHEN bought_value <> 0 THEN greatest(0, least(1, returned_value / bought_value)) END AS return_share,
  CASE WHEN buyer IS NULL THEN 0 ELSE margin_365d END AS margin_365d,
  promo_orders / nullif(promo_known, 0) AS promo_order_share,
  spend_365d_pct, purchases_365d_pct, margin_365d_pct, spend_pct, NULL::INTEGER AS expected_spend_365d_pct,
  CASE WHEN last_day <= getvariable('as_of') - 730 THEN 1 WHEN recency_pct = 100 THEN 5 ELSE 1 + recency_pct // 20 END::INTEGER AS recency_score,
  CASE WHEN frequency_pct = 100 THEN 5 ELSE 1 + frequency_pct // 20 END::INTEGER AS frequency_score,
  CASE WHEN monetary_pct = 100 THEN 5 ELSE 1 + monetary_pct // 20 END::INTEGER AS monetary_score,
  CASE WHEN frequency_pct = 100 THEN 3 ELSE 1 + (frequency_pct * 3 + 2) // 100 END::INTEGER AS frequency_tercile,
  CASE WHEN monetary_pct = 100 THEN 3 ELSE 1 + (monetary_pct * 3 + 2) // 100 END::INTEGER AS monetary_tercile,
  purchases_365d >= getvariable('frequent_from') AS is_frequent, CASE WHEN active THEN beyond END AS revenue_share_above,
  coalesce(lines, 0)::INTEGER AS lines, categories::INTEGER AS categories, top_category, top_category_share, first_category,
  NULL::VARCHAR AS needs_cluster, NULL::INTEGER AS needs_distance_pct, NULL::DOUBLE AS p_alive, NULL::DOUBLE AS p_order_30d,
  NULL::DOUBLE AS p_order_60d, NULL::DOUBLE AS p_order_90d, NULL::DOUBLE AS p_order_next, NULL::DOUBLE AS expected_orders_90d,
  NULL::DOUBLE AS expected_orders_365d, NULL::BIGINT AS expected_spend_365d, NULL::INTEGER AS next_order_from, NULL::INTEGER AS next_order_to,
  NULL::INTEGER AS visits_90d, NULL::INTEGER AS views_90d, NULL::INTEGER AS searches_90d, NULL::INTEGER AS carts_90d,
  NULL::INTEGER AS abandoned_carts_90d, NULL::DOUBLE AS decision_hours, NULL::DOUBLE AS visits_per_order, NULL::DOUBLE AS views_per_order,
  NULL::VARCHAR AS stated_decision, NULL::VARCHAR AS stated_need, NULL::INTEGER AS nps, NULL::DOUBLE AS satisfaction,
  NULL::INTEGER AS open_complaints, NULL::INTEGER AS complaints_180d, NULL::DOUBLE AS sentiment_180d,
  gender, province, district, job_title, company, NULL::DOUBLE AS distance_km, NULL::BOOLEAN AS serviceable,
  NULL::BOOLEAN AS email_allowed, NULL::BOOLEAN AS sms_allowed, NULL::BOOLEAN AS zalo_allowed, NULL::BOOLEAN AS ads_allowed,
  NULL::INTEGER AS messages_30d, NULL::INTEGER AS referrals_365d, NULL::INTEGER AS reviews_365d,
  (name IS NOT NULL)::INTEGER + (phone IS NOT NULL OR email IS NOT NULL)::INTEGER
    + (birth_date IS NOT NULL OR birth_year IS NOT NULL OR age_min IS NOT NULL OR age_max IS NOT NULL)::INTEGER + (gender IS NOT NULL)::INTEGER
    + (province IS NOT NULL)::INTEGER + (coalesce(channels, 0) > 0)::INTEGER + (top_category IS NOT NULL)::INTEGER AS known_fields
FROM placed p
LEFT JOIN shares ON shares.place = p.spend_365d_pct
LEFT JOIN customer_categories USING (customer_id)
WHERE known_on <= getvariable('as_of') OR (known_on IS NULL AND first_document IS NULL);
