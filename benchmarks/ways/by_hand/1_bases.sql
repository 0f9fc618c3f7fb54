-- Documents in force on the day, what their lines add up to, and the days of each customer.
SET VARIABLE as_of = (SELECT max(ordered_on) FROM orders WHERE replaced_at IS NULL);

CREATE TEMP TABLE line_sums AS
SELECT
  order_id,
  bool_or(sold) AS is_sale,
  coalesce(sum(net_amount) FILTER (quantity > 0), 0)::BIGINT AS gross,
  coalesce(sum(net_amount), 0)::BIGINT AS net,
  coalesce(sum(-net_amount) FILTER (quantity < 0), 0)::BIGINT AS refused,
  coalesce(sum(returned_amount) FILTER (returned_on IS NULL OR returned_on <= getvariable('as_of')), 0)::BIGINT AS returned,
  count(*) FILTER (sold) AS lines,
  (sum(list_amount) FILTER (sold AND discount IS NOT NULL))::BIGINT AS list_sum,
  (sum(discount) FILTER (sold AND list_amount IS NOT NULL))::BIGINT AS discount_sum,
  (sum(cost) FILTER (here))::BIGINT AS cost,
  bool_and(cost IS NOT NULL) FILTER (here) AS costed
FROM (
  SELECT
    l.*,
    coalesce(quantity > 0, false) AND (list_amount IS NULL OR list_amount > 0) AS sold,
    returned_on IS NULL OR returned_on <= getvariable('as_of') OR quantity > 0 AS here,
    round(quantity * p.unit_cost)::BIGINT AS cost
  FROM order_lines l
  LEFT JOIN (SELECT product_id, unit_cost FROM products WHERE replaced_at IS NULL) p USING (product_id)
  WHERE l.replaced_at IS NULL
)
GROUP BY order_id;

-- Orders at least ten points deeper than their products' median discount over the 90 days before.
CREATE TEMP TABLE rated AS
SELECT l.order_id, l.product_id, o.ordered_on AS day, l.list_amount, l.discount, round(l.discount * 10000 / l.list_amount)::INTEGER AS rate
FROM order_lines l
JOIN orders o ON o.order_id = l.order_id AND o.replaced_at IS NULL
WHERE l.replaced_at IS NULL AND l.quantity > 0 AND l.list_amount > 0 AND l.discount IS NOT NULL;

CREATE TEMP TABLE candidates AS
SELECT r.order_id, r.product_id, r.day, r.list_amount, r.discount
FROM rated r
JOIN line_sums s ON s.order_id = r.order_id AND s.discount_sum * 10 >= s.list_sum
WHERE r.day <= getvariable('as_of');

CREATE TEMP TABLE usual AS
WITH daily AS (
  SELECT product_id, day, count(*) AS n, count(*) FILTER (rate <= 0) AS plain FROM rated GROUP BY ALL
), before AS (
  SELECT product_id, day, sum(n) OVER earlier AS n, sum(plain) OVER earlier AS plain FROM daily
  WINDOW earlier AS (PARTITION BY product_id ORDER BY day RANGE BETWEEN INTERVAL 90 DAYS PRECEDING AND INTERVAL 1 DAY PRECEDING)
), wanted AS (
  SELECT product_id, day, plain * 2 >= n AS mostly_plain FROM before
  WHERE n > 0 AND (product_id, day) IN (SELECT (product_id, day) FROM candidates)
), rates AS (
  SELECT product_id, day, rate, count(*) AS n FROM rated
  WHERE product_id IN (SELECT product_id FROM wanted WHERE NOT mostly_plain) GROUP BY ALL
), near AS (
  SELECT w.product_id, w.day, r.rate, sum(r.n) AS n FROM wanted w
  JOIN rates r ON r.product_id = w.product_id AND r.day < w.day AND r.day >= w.day - 90
  WHERE NOT w.mostly_plain GROUP BY ALL
), ranked AS (
  SELECT *, sum(n) OVER (PARTITION BY product_id, day ORDER BY rate) * 2 >= sum(n) OVER (PARTITION BY product_id, day) AS reached FROM near
)
SELECT product_id, day, 0 AS usual FROM wanted WHERE mostly_plain
UNION ALL
SELECT product_id, day, min(rate) FROM ranked WHERE reached GROUP BY ALL;

CREATE OR REPLACE TABLE order_base AS
WITH deep AS (
  SELECT order_id FROM candidates JOIN usual USING (product_id, day) GROUP BY order_id
  HAVING sum(discount) * 10000 - sum(usual * list_amount) >= sum(list_amount) * 1000
)
SELECT
  o.order_id, o.customer_id, o.ordered_on AS day, o.channel, s.gross, s.lines, s.cost, s.costed,
  s.is_sale AND NOT (s.returned > 0 AND s.returned >= s.gross) AS counts,
  s.net - s.returned AS net,
  s.returned + s.refused AS given_back,
  CASE WHEN o.coupon_code IS NOT NULL OR s.discount_sum IS NOT NULL
    THEN coalesce(o.coupon_code <> '', false) OR deep.order_id IS NOT NULL END AS promoted
FROM orders o
JOIN line_sums s USING (order_id)
LEFT JOIN deep USING (order_id)
WHERE o.replaced_at IS NULL AND o.ordered_on <= getvariable('as_of')
  AND NOT coalesce(o.cancelled_on <= getvariable('as_of'), false)
  AND NOT (o.cancelled_on IS NULL AND coalesce(o.status = 'cancelled', false));

CREATE OR REPLACE TABLE customer_days AS
WITH days AS (
  SELECT
    customer_id, day, counts AS bought, count(*) FILTER (counts) AS orders, sum(net)::BIGINT AS net, sum(gross)::BIGINT AS gross,
    sum(given_back)::BIGINT AS given_back, coalesce(sum(lines) FILTER (counts), 0)::BIGINT AS lines,
    count(*) FILTER (promoted AND counts) AS promo_orders, count(promoted) FILTER (counts) AS promo_known,
    count(channel) AS channels, sum(cost)::BIGINT AS cost, bool_and(costed) AS costed
  FROM order_base WHERE customer_id IS NOT NULL GROUP BY ALL
)
SELECT
  *, row_number() OVER own AS nth, first(day) OVER own AS first_of, lead(day) OVER own AS next_day,
  day - coalesce(lag(day, 10) OVER own, first_of) AS span, least(nth - 1, 10) AS gaps, next_day - day AS gap
FROM days
WINDOW own AS (PARTITION BY customer_id, bought ORDER BY day);

CREATE TEMP TABLE customer_totals AS
SELECT
  customer_id, sum(orders)::BIGINT AS orders, count(*) FILTER (bought) AS purchases,
  count(*) FILTER (bought AND day > getvariable('as_of') - 365) AS purchases_365d,
  count(*) FILTER (bought AND day > getvariable('as_of') - 90) AS purchases_90d,
  min(day) FILTER (bought) AS first_day, max(day) FILTER (bought) AS last_day, sum(channels) AS channels,
  max(span) FILTER (bought AND next_day IS NULL) AS span, max(gaps) FILTER (bought AND next_day IS NULL) AS gaps,
  sum(gap * gap) FILTER (bought) AS gap_squares,
  sum(net)::BIGINT AS spend,
  coalesce(sum(net) FILTER (day > getvariable('as_of') - 365), 0)::BIGINT AS spend_365d,
  coalesce(sum(net) FILTER (day > getvariable('as_of') - 90), 0)::BIGINT AS spend_90d,
  coalesce(sum(net) FILTER (day > getvariable('as_of') - 180 AND day <= getvariable('as_of') - 90), 0)::BIGINT AS spend_prev_90d,
  sum(gross)::BIGINT AS bought_value, sum(given_back)::BIGINT AS returned_value,
  CASE WHEN coalesce(bool_and(costed) FILTER (day > getvariable('as_of') - 365), true)
    THEN (spend_365d - coalesce(sum(cost) FILTER (day > getvariable('as_of') - 365), 0))::BIGINT END AS margin_365d,
  sum(promo_orders)::BIGINT AS promo_orders, sum(promo_known)::BIGINT AS promo_known, sum(lines)::BIGINT AS lines
FROM customer_days GROUP BY customer_id;

CREATE TEMP TABLE customer_categories AS
WITH bought AS (
  SELECT o.customer_id, p.category_1 AS category, l.net_amount, o.day = t.first_day AS is_first
  FROM order_lines l
  JOIN order_base o ON o.order_id = l.order_id AND o.counts
  JOIN customer_totals t ON t.customer_id = o.customer_id
  JOIN products p ON p.product_id = l.product_id AND p.replaced_at IS NULL AND p.category_1 IS NOT NULL
  WHERE l.replaced_at IS NULL AND l.quantity > 0
), summed AS (
  SELECT customer_id, category, sum(net_amount)::BIGINT AS spend, (sum(net_amount) FILTER (is_first))::BIGINT AS first_spend
  FROM bought GROUP BY ALL
)
SELECT
  customer_id, count(*) AS categories, max(greatest(spend, 0)) / nullif(sum(greatest(spend, 0)), 0) AS top_category_share,
  min(category) FILTER (spend = most) AS top_category, min(category) FILTER (first_spend = first_most) AS first_category
FROM (SELECT *, max(spend) OVER own AS most, max(first_spend) OVER own AS first_most FROM summed WINDOW own AS (PARTITION BY customer_id))
GROUP BY customer_id;
