-- What products cost in each time between the beginnings and ends of price lists, and their largest savings.
DELETE FROM product_prices;
--> statement-breakpoint
INSERT INTO product_prices (product_id, currency, customer_group, slot, starts_at, ends_at,
	min_amount, max_amount, min_list_amount, max_list_amount, saving_ppm)
WITH offered AS (
	SELECT variants.product_id, prices.variant_id, prices.currency, prices.amount,
		CASE WHEN prices.compare_at > prices.amount THEN prices.compare_at ELSE prices.amount END AS list_amount
	FROM variants
	JOIN products ON products.id = variants.product_id
	JOIN prices ON prices.variant_id = variants.id
	WHERE NOT variants.archived AND products.status = 'active'
),
listed AS (
	SELECT DISTINCT offered.product_id, offered.currency, coalesce(price_lists.customer_group, '') AS customer_group,
		price_lists.starts_at, price_lists.ends_at
	FROM offered
	JOIN price_list_prices ON price_list_prices.variant_id = offered.variant_id
	JOIN price_lists ON price_lists.id = price_list_prices.price_list_id AND price_lists.currency = offered.currency
	WHERE price_lists.active AND price_list_prices.minimum_quantity <= 1
),
audiences AS (
	SELECT product_id, currency, '' AS customer_group FROM offered
	UNION SELECT product_id, currency, customer_group FROM listed
),
counted AS (
	SELECT audiences.product_id, audiences.currency, audiences.customer_group, starts_at, ends_at
	FROM audiences JOIN listed ON listed.product_id = audiences.product_id AND listed.currency = audiences.currency
	WHERE listed.customer_group IN ('', audiences.customer_group)
),
moments AS (
	SELECT product_id, currency, customer_group, NULL AS moment FROM audiences
	UNION SELECT product_id, currency, customer_group, starts_at FROM counted WHERE starts_at IS NOT NULL
	UNION SELECT product_id, currency, customer_group, ends_at FROM counted WHERE ends_at IS NOT NULL
),
times AS (
	SELECT product_id, currency, customer_group, moment AS starts_at, lead(moment) OVER following AS ends_at,
		row_number() OVER following - 1 AS slot
	FROM moments WINDOW following AS (PARTITION BY product_id, currency, customer_group ORDER BY moment NULLS FIRST)
),
shown AS (
	SELECT times.*, offered.list_amount, coalesce((
		SELECT min(price_list_prices.amount)
		FROM price_list_prices JOIN price_lists ON price_lists.id = price_list_prices.price_list_id
		WHERE price_list_prices.variant_id = offered.variant_id AND price_list_prices.amount < offered.amount
			AND price_lists.currency = offered.currency AND price_lists.active
			AND coalesce(price_lists.customer_group, '') IN ('', times.customer_group)
			AND price_list_prices.minimum_quantity <= 1
			AND (price_lists.starts_at IS NULL OR price_lists.starts_at <= times.starts_at)
			AND (price_lists.ends_at IS NULL OR times.starts_at IS NULL OR price_lists.ends_at > times.starts_at)
	), offered.amount) AS amount
	FROM times JOIN offered ON offered.product_id = times.product_id AND offered.currency = times.currency
)
SELECT product_id, currency, customer_group, slot, starts_at, ends_at,
	min(amount), max(amount), min(list_amount), max(list_amount),
	max(CASE WHEN list_amount > amount THEN (list_amount - amount) * 1000000 / list_amount ELSE 0 END)
FROM shown GROUP BY product_id, currency, customer_group, slot, starts_at, ends_at;
