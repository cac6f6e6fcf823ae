CREATE TABLE `product_facets` (
	`product_id` text NOT NULL,
	`variant_id` text NOT NULL,
	`name_key` text NOT NULL,
	`value_key` text NOT NULL,
	`number` real,
	`unit` text,
	`name` text NOT NULL,
	`label` text NOT NULL,
	PRIMARY KEY(`product_id`, `variant_id`, `name_key`, `value_key`)
);
--> statement-breakpoint
CREATE INDEX `product_facets_by_value` ON `product_facets` (`name_key`,`value_key`,`product_id`);--> statement-breakpoint
CREATE INDEX `product_facets_by_number` ON `product_facets` (`name_key`,`unit`,`number`,`product_id`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_product_prices` (
	`product_id` text NOT NULL,
	`currency` text NOT NULL,
	`customer_group` text DEFAULT '' NOT NULL,
	`slot` integer DEFAULT 0 NOT NULL,
	`starts_at` integer,
	`ends_at` integer,
	`min_amount` integer NOT NULL,
	`max_amount` integer NOT NULL,
	`min_list_amount` integer NOT NULL,
	`max_list_amount` integer NOT NULL,
	`saving_ppm` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`product_id`, `currency`, `customer_group`, `slot`)
);
--> statement-breakpoint
INSERT INTO `__new_product_prices`("product_id", "currency", "min_amount", "max_amount", "min_list_amount", "max_list_amount") SELECT "product_id", "currency", "min_amount", "max_amount", "min_list_amount", "max_list_amount" FROM `product_prices`;--> statement-breakpoint
DROP TABLE `product_prices`;--> statement-breakpoint
ALTER TABLE `__new_product_prices` RENAME TO `product_prices`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `product_prices_by_price` ON `product_prices` (`currency`,`min_amount`,`product_id`);--> statement-breakpoint
CREATE INDEX `product_prices_by_saving` ON `product_prices` (`currency`,`saving_ppm`,`product_id`);