-- Bars cut on the day (rhythm first), kept as variables; then one row per customer.
SET VARIABLE base_gap = (
  SELECT CASE WHEN count(*) < 30 THEN 90 ELSE median((last_day - first_day) / (purchases - 1)) END FROM customer_totals WHERE purchases >= 2
);
SET VARIABLE return_window = coalesce(list_min(list_filter([30, 90, 180, 365, 730], w -> w >= 2 * getvariable('base_gap'))), 730);
SET VARIABLE rhythm_cuts = (
  SELECT list_distinct(list_filter(quantile_disc(gap_days, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]), q -> q < max(gap_days)))
  FROM (SELECT (span + 2 * getvariable('base_gap')) / (gaps + 2) AS gap_days FROM customer_days WHERE bought AND nth >= 2)
);
