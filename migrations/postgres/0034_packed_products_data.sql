-- What facets count of the products that are there, from their rows for filters.
INSERT INTO packed_products (product_id, digest, packed)
SELECT products.id, gen_random_uuid()::text, json_build_object(
	'brand', CASE WHEN brand IS NOT NULL AND brand_key IS NOT NULL THEN json_build_array(brand_key, brand) END,
	'values', coalesce((
		SELECT json_agg(json_build_array(name_key, value_key, number, unit, name, label)) FROM product_facets
		WHERE product_id = products.id AND variant_id = ''
	), '[]'),
	'variants', coalesce((
		SELECT json_agg(json_build_array(variants.id, coalesce((
			SELECT json_agg(json_build_array(name_key, value_key, number, unit, name, label)) FROM product_facets
			WHERE product_id = products.id AND variant_id = variants.id
		), '[]')))
		FROM variants WHERE variants.product_id = products.id AND NOT archived
	), '[]')
)::text
FROM products WHERE status = 'active';
