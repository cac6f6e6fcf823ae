CREATE TABLE `bought_pairs` (
	`product_id` text NOT NULL,
	`relation` text NOT NULL,
	`other_id` text NOT NULL,
	`weight` real NOT NULL,
	PRIMARY KEY(`product_id`, `relation`, `other_id`)
);
--> statement-breakpoint
CREATE INDEX `bought_pairs_by_weight` ON `bought_pairs` (`product_id`,`relation`,`weight`,`other_id`);--> statement-breakpoint
CREATE TABLE `customer_purchases` (
	`customer_id` text NOT NULL,
	`product_id` text NOT NULL,
	`order_id` text NOT NULL,
	`bought_at` integer NOT NULL,
	PRIMARY KEY(`customer_id`, `product_id`, `order_id`)
);
--> statement-breakpoint
CREATE INDEX `customer_purchases_by_time` ON `customer_purchases` (`customer_id`,`bought_at`);--> statement-breakpoint
CREATE TABLE `customer_returns` (
	`customer_id` text NOT NULL,
	`product_id` text NOT NULL,
	PRIMARY KEY(`customer_id`, `product_id`)
);
--> statement-breakpoint
CREATE TABLE `product_habits` (
	`product_id` text PRIMARY KEY NOT NULL,
	`times` integer DEFAULT 0 NOT NULL,
	`orders` real DEFAULT 0 NOT NULL,
	`recent` real DEFAULT 0 NOT NULL,
	`known` real DEFAULT 0 NOT NULL,
	`followed` real DEFAULT 0 NOT NULL,
	`rebought` real DEFAULT 0 NOT NULL,
	`rebuy_days` real DEFAULT 0 NOT NULL,
	`rebuy_chance` real DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `product_habits_by_recent` ON `product_habits` (`recent`,`product_id`);