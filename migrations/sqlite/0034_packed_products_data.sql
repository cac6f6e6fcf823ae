-- What facets count of the products that are there, from their rows for filters.
INSERT INTO packed_products (product_id, digest, packed)
SELECT products.id, lower(hex(randomblob(16))), json_object(
	'brand', json(CASE WHEN brand IS NOT NULL AND brand_key IS NOT NULL THEN json_array(brand_key, brand) ELSE 'null' END),
	'values', json((
		SELECT json_group_array(json_array(name_key, value_key, number, unit, name, label)) FROM product_facets
		WHERE product_id = products.id AND variant_id = ''
	)),
	'variants', json((
		SELECT json_group_array(json_array(variants.id, json((
			SELECT json_group_array(json_array(name_key, value_key, number, unit, name, label)) FROM product_facets
			WHERE product_id = products.id AND variant_id = variants.id
		))))
		FROM variants WHERE variants.product_id = products.id AND NOT archived
	))
)
FROM products WHERE status = 'active';
