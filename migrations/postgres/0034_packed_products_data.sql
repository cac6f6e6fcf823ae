-- What facets count of the products that are there, from their rows for filters.
INSERT INTO packed_products (product_id, digest, packed)
WITH held AS (
	SELECT product_id, variant_id,
		json_agg(json_build_array(name_key, value_key, number, unit, name, label)) AS packed
	FROM product_facets GROUP BY product_id, variant_id
)
SELECT products.id, gen_random_uuid()::text, json_build_object(
	'brand', CASE WHEN brand IS NOT NULL AND brand_key IS NOT NULL THEN json_build_array(brand_key, brand) END,
	'values', coalesce(held.packed, '[]'),
	'variants', coalesce((
		SELECT json_agg(json_build_array(variants.id, coalesce(own.packed, '[]')))
		FROM variants LEFT JOIN held own ON own.product_id = products.id AND own.variant_id = variants.id
		WHERE variants.product_id = products.id AND NOT archived
	), '[]')
)::text
FROM products LEFT JOIN held ON held.product_id = products.id AND held.variant_id = ''
WHERE status = 'active';
