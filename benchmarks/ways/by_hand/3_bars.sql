-- Bars of standing, cut on the day: the distinct hundredths of each value among its people.
CREATE TEMP MACRO hundredths(x) AS quantile_disc(x, [
  0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.10, 0.11, 0.12, 0.13, 0.14, 0.15, 0.16, 0.17, 0.18, 0.19, 0.20,
  0.21, 0.22, 0.23, 0.24, 0.25, 0.26, 0.27, 0.28, 0.29, 0.30, 0.31, 0.32, 0.33, 0.34, 0.35, 0.36, 0.37, 0.38, 0.39, 0.40,
  0.41, 0.42, 0.43, 0.44, 0.45, 0.46, 0.47, 0.48, 0.49, 0.50, 0.51, 0.52, 0.53, 0.54, 0.55, 0.56, 0.57, 0.58, 0.59, 0.60,
  0.61, 0.62, 0.63, 0.64, 0.65, 0.66, 0.67, 0.68, 0.69, 0.70, 0.71, 0.72, 0.73, 0.74, 0.75, 0.76, 0.77, 0.78, 0.79, 0.80,
  0.81, 0.82, 0.83, 0.84, 0.85, 0.86, 0.87, 0.88, 0.89, 0.90, 0.91, 0.92, 0.93, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99, 1.00
]);
CREATE OR REPLACE TEMP TABLE bars AS
WITH cut AS (
  SELECT
    hundredths(CASE WHEN purchases_365d > 0 THEN spend_365d END) AS spend_365d,
    hundredths(CASE WHEN purchases_365d > 0 THEN purchases_365d END) AS purchases_365d,
    hundredths(CASE WHEN purchases_365d > 0 THEN margin_365d END) AS margin_365d,
    hundredths(spend) AS spend,
    hundredths(CASE WHEN last_day > getvariable('as_of') - 730 THEN last_day END) AS recency,
    hundredths(CASE WHEN last_day > getvariable('as_of') - 730 THEN purchases END) AS frequency,
    hundredths(CASE WHEN last_day > getvariable('as_of') - 730 THEN spend END) AS monetary
  FROM customer_totals WHERE purchases > 0
), told AS (
  UNPIVOT (
    SELECT
      unnest(spend_365d) AS spend_365d, unnest(purchases_365d)::BIGINT AS purchases_365d, unnest(margin_365d) AS margin_365d,
      unnest(spend) AS spend, unnest(list_transform(recency, d -> d - DATE '1970-01-01')) AS recency,
      unnest(frequency)::BIGINT AS frequency, unnest(monetary) AS monetary, unnest(range(1, 101)) AS pct
    FROM cut
  ) ON spend_365d, purchases_365d, margin_365d, spend, recency, frequency, monetary INTO NAME measure VALUE bar
)
SELECT measure, bar, max(pct)::INTEGER AS place FROM told GROUP BY ALL;

SET VARIABLE frequent_from = (
  SELECT greatest(3, quantile_disc(purchases_365d, 0.8)) FROM customer_totals WHERE purchases_365d > 0 AND purchases >= 2
);
SET VARIABLE history_start = (SELECT min(day) FROM order_base WHERE counts);
