CREATE TABLE `packed_products` (
	`product_id` text PRIMARY KEY NOT NULL,
	`digest` text NOT NULL,
	`packed` text NOT NULL
);
