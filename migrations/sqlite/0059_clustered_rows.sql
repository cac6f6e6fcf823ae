-- Prices, stock and the categories of products are looked up by thousands, each by its key: the row lies in the key's own tree,
-- so that one search finds it and not two.
CREATE TABLE `clustered_prices` (
	`variant_id` text NOT NULL,
	`currency` text NOT NULL,
	`amount` integer NOT NULL,
	`compare_at` integer,
	PRIMARY KEY(`variant_id`, `currency`),
	CONSTRAINT "prices_amount_not_negative" CHECK(`amount` >= 0),
	CONSTRAINT "prices_compare_at_not_negative" CHECK(`compare_at` >= 0)
) WITHOUT ROWID;--> statement-breakpoint
INSERT INTO `clustered_prices` (`variant_id`, `currency`, `amount`, `compare_at`)
	SELECT `variant_id`, `currency`, `amount`, `compare_at` FROM `prices` ORDER BY `variant_id`, `currency`;--> statement-breakpoint
DROP TABLE `prices`;--> statement-breakpoint
ALTER TABLE `clustered_prices` RENAME TO `prices`;--> statement-breakpoint
CREATE TABLE `clustered_stock` (
	`variant_id` text NOT NULL,
	`location_id` text NOT NULL,
	`on_hand` integer NOT NULL,
	`reserved` integer NOT NULL,
	`tracked` integer NOT NULL,
	`backorder` integer NOT NULL,
	`safety` integer DEFAULT 0 NOT NULL,
	`presold` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`variant_id`, `location_id`),
	CONSTRAINT "stock_reserved_not_negative" CHECK(`reserved` >= 0),
	CONSTRAINT "stock_not_oversold" CHECK(`reserved` <= `on_hand` or `backorder` or not `tracked`)
) WITHOUT ROWID;--> statement-breakpoint
INSERT INTO `clustered_stock` (`variant_id`, `location_id`, `on_hand`, `reserved`, `tracked`, `backorder`, `safety`, `presold`)
	SELECT `variant_id`, `location_id`, `on_hand`, `reserved`, `tracked`, `backorder`, `safety`, `presold`
	FROM `stock` ORDER BY `variant_id`, `location_id`;--> statement-breakpoint
DROP TABLE `stock`;--> statement-breakpoint
ALTER TABLE `clustered_stock` RENAME TO `stock`;--> statement-breakpoint
CREATE TABLE `clustered_categories` (
	`category_id` text NOT NULL,
	`product_id` text NOT NULL,
	`position` integer,
	`product_created_at` integer NOT NULL,
	PRIMARY KEY(`category_id`, `product_id`)
) WITHOUT ROWID;--> statement-breakpoint
INSERT INTO `clustered_categories` (`category_id`, `product_id`, `position`, `product_created_at`)
	SELECT `category_id`, `product_id`, `position`, `product_created_at` FROM `product_categories`
	ORDER BY `category_id`, `product_id`;--> statement-breakpoint
DROP TABLE `product_categories`;--> statement-breakpoint
ALTER TABLE `clustered_categories` RENAME TO `product_categories`;--> statement-breakpoint
CREATE INDEX `product_categories_by_newest` ON `product_categories` (`category_id`,`product_created_at`,`product_id`);--> statement-breakpoint
CREATE INDEX `product_categories_by_product` ON `product_categories` (`product_id`);--> statement-breakpoint
CREATE INDEX `packed_products_digests` ON `packed_products` (`product_id`,`digest`);
