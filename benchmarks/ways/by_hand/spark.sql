-- The bases as somebody who knows Spark would write them: the same columns, each relation that is used twice kept once.
line_sums:
SELECT
  order_id,
  bool_or(sold) AS is_sale,
  coalesce(sum(net_amount) FILTER (WHERE quantity > 0), 0) AS gross,
  coalesce(sum(net_amount), 0) AS net,
  coalesce(sum(-net_amount) FILTER (WHERE quantity < 0), 0) AS refused,
  coalesce(sum(returned_amount) FILTER (WHERE returned_on IS NULL OR returned_on <= $as_of), 0) AS returned,
  count(*) FILTER (WHERE sold) AS lines,
  sum(list_amount) FILTER (WHERE sold AND discount IS NOT NULL) AS list_sum,
  sum(discount) FILTER (WHERE sold AND list_amount IS NOT NULL) AS discount_sum,
  sum(cost) FILTER (WHERE here) AS cost,
  bool_and(cost IS NOT NULL) FILTER (WHERE here) AS costed
FROM (
  SELECT l.order_id, l.quantity, l.net_amount, l.list_amount, l.discount, l.returned_amount, l.returned_on,
    coalesce(quantity > 0, false) AND (list_amount IS NULL OR list_amount > 0) AS sold,
    returned_on IS NULL OR returned_on <= $as_of OR quantity > 0 AS here,
    CAST(round(quantity * p.unit_cost) AS BIGINT) AS cost
  FROM order_lines l
  LEFT JOIN (SELECT /*+ BROADCAST */ product_id, unit_cost FROM products WHERE replaced_at IS NULL) p ON p.product_id = l.product_id
  WHERE l.replaced_at IS NULL
)
GROUP BY order_id;
rates:
SELECT product_id, day, rate, count(*) AS n FROM (
  SELECT l.product_id, o.ordered_on AS day, CAST(round(l.discount * 10000 / l.list_amount) AS INT) AS rate
  FROM order_lines l JOIN orders o ON o.order_id = l.order_id AND o.replaced_at IS NULL
  WHERE l.replaced_at IS NULL AND l.quantity > 0 AND l.list_amount > 0 AND l.discount IS NOT NULL
) GROUP BY product_id, day, rate;
candidates:
SELECT l.order_id, l.product_id, o.ordered_on AS day, l.list_amount, l.discount
FROM order_lines l
JOIN orders o ON o.order_id = l.order_id AND o.replaced_at IS NULL
JOIN temp_line_sums s ON s.order_id = l.order_id AND s.discount_sum * 10 >= s.list_sum
WHERE l.replaced_at IS NULL AND l.quantity > 0 AND l.list_amount > 0 AND l.discount IS NOT NULL;
wanted:
WITH daily AS (
  SELECT product_id, day, sum(n) AS n, coalesce(sum(n) FILTER (WHERE rate <= 0), 0) AS plain FROM temp_rates GROUP BY product_id, day
), before AS (
  SELECT product_id, day, sum(n) OVER earlier AS n, sum(plain) OVER earlier AS plain FROM daily
  WINDOW earlier AS (PARTITION BY product_id ORDER BY day RANGE BETWEEN INTERVAL '90' DAY PRECEDING AND INTERVAL '1' DAY PRECEDING)
)
SELECT b.product_id, b.day, plain * 2 >= n AS mostly_plain FROM before b
LEFT SEMI JOIN (SELECT DISTINCT product_id, day FROM temp_candidates) c ON c.product_id = b.product_id AND c.day = b.day
WHERE n > 0;
usual:
WITH near AS (
  SELECT w.product_id, w.day, r.rate, sum(r.n) AS n FROM temp_wanted w
  JOIN temp_rates r ON r.product_id = w.product_id AND r.day < w.day AND r.day >= w.day - INTERVAL '90' DAY
  WHERE NOT w.mostly_plain GROUP BY w.product_id, w.day, r.rate
), ranked AS (
  SELECT *, sum(n) OVER (PARTITION BY product_id, day ORDER BY rate) * 2 >= sum(n) OVER (PARTITION BY product_id, day) AS reached FROM near
)
SELECT product_id, day, 0 AS usual FROM temp_wanted WHERE mostly_plain
UNION ALL
SELECT product_id, day, min(rate) FROM ranked WHERE reached GROUP BY product_id, day;
order_base:
WITH deep AS (
  SELECT order_id FROM temp_candidates JOIN temp_usual USING (product_id, day) GROUP BY order_id
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
JOIN temp_line_sums s ON s.order_id = o.order_id
LEFT JOIN deep ON deep.order_id = o.order_id
WHERE o.replaced_at IS NULL AND o.ordered_on <= $as_of
  AND NOT coalesce(o.cancelled_on <= $as_of, false)
  AND NOT (o.cancelled_on IS NULL AND coalesce(o.status = 'cancelled', false));
customer_days:
WITH days AS (
  SELECT
    customer_id, day, counts AS bought, count(*) FILTER (WHERE counts) AS orders, sum(net) AS net, sum(gross) AS gross,
    sum(given_back) AS given_back, coalesce(sum(lines) FILTER (WHERE counts), 0) AS lines,
    count(*) FILTER (WHERE promoted AND counts) AS promo_orders, count(promoted) FILTER (WHERE counts) AS promo_known,
    count(channel) AS channels, sum(cost) AS cost, bool_and(costed) AS costed
  FROM temp_order_base WHERE customer_id IS NOT NULL GROUP BY customer_id, day, counts
), placed AS (
  SELECT *, row_number() OVER own AS nth, min(day) OVER (PARTITION BY customer_id, bought) AS first_of, lead(day) OVER own AS next_day,
    lag(day, 10) OVER own AS back_day
  FROM days WINDOW own AS (PARTITION BY customer_id, bought ORDER BY day)
)
SELECT *, datediff(day, coalesce(back_day, first_of)) AS span, least(nth - 1, 10) AS gaps, datediff(next_day, day) AS gap FROM placed;
customer_totals:
SELECT
  customer_id, sum(orders) AS orders, count(*) FILTER (WHERE bought) AS purchases,
  count(*) FILTER (WHERE bought AND day > $as_of - INTERVAL '365' DAY) AS purchases_365d,
  count(*) FILTER (WHERE bought AND day > $as_of - INTERVAL '90' DAY) AS purchases_90d,
  min(day) FILTER (WHERE bought) AS first_day, max(day) FILTER (WHERE bought) AS last_day, sum(channels) AS channels,
  max(span) FILTER (WHERE bought AND next_day IS NULL) AS span, max(gaps) FILTER (WHERE bought AND next_day IS NULL) AS gaps,
  sum(gap * gap) FILTER (WHERE bought) AS gap_squares,
  sum(net) AS spend,
  coalesce(sum(net) FILTER (WHERE day > $as_of - INTERVAL '365' DAY), 0) AS spend_365d,
  coalesce(sum(net) FILTER (WHERE day > $as_of - INTERVAL '90' DAY), 0) AS spend_90d,
  coalesce(sum(net) FILTER (WHERE day > $as_of - INTERVAL '180' DAY AND day <= $as_of - INTERVAL '90' DAY), 0) AS spend_prev_90d,
  sum(gross) AS bought_value, sum(given_back) AS returned_value,
  CASE WHEN coalesce(bool_and(costed) FILTER (WHERE day > $as_of - INTERVAL '365' DAY), true)
    THEN coalesce(sum(net) FILTER (WHERE day > $as_of - INTERVAL '365' DAY), 0)
      - coalesce(sum(cost) FILTER (WHERE day > $as_of - INTERVAL '365' DAY), 0) END AS margin_365d,
  sum(promo_orders) AS promo_orders, sum(promo_known) AS promo_known, sum(lines) AS lines
FROM temp_customer_days GROUP BY customer_id;
customer_categories:
WITH bought AS (
  SELECT o.customer_id, p.category_1 AS category, l.net_amount, o.day = t.first_day AS is_first
  FROM order_lines l
  JOIN temp_order_base o ON o.order_id = l.order_id AND o.counts
  JOIN temp_customer_totals t ON t.customer_id = o.customer_id
  JOIN products p ON p.product_id = l.product_id AND p.replaced_at IS NULL AND p.category_1 IS NOT NULL
  WHERE l.replaced_at IS NULL AND l.quantity > 0
)
SELECT customer_id, category, sum(net_amount) AS spend, sum(net_amount) FILTER (WHERE is_first) AS first_spend, count(*) AS lines
FROM bought GROUP BY customer_id, category;
baskets:
WITH shared AS (
  SELECT customer_id, category, CAST(round(spend * 20 / sum(CAST(spend AS DOUBLE)) OVER own) AS BIGINT) AS part, sum(lines) OVER own >= 3 AS judged
  FROM temp_customer_categories WHERE spend > 0 WINDOW own AS (PARTITION BY customer_id)
)
SELECT * FROM shared WHERE part > 0;
