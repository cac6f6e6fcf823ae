CREATE TABLE `collection_products` (
	`collection_id` text NOT NULL,
	`product_id` text NOT NULL,
	`position` integer NOT NULL,
	`member_until` integer,
	`product_created_at` integer NOT NULL,
	PRIMARY KEY(`collection_id`, `product_id`)
);
--> statement-breakpoint
CREATE INDEX `collection_products_by_position` ON `collection_products` (`collection_id`,`position`,`product_id`);--> statement-breakpoint
CREATE INDEX `collection_products_by_newest` ON `collection_products` (`collection_id`,`product_created_at`,`product_id`);--> statement-breakpoint
CREATE INDEX `collection_products_by_product` ON `collection_products` (`product_id`);--> statement-breakpoint
CREATE INDEX `collection_products_by_end` ON `collection_products` (`member_until`);--> statement-breakpoint
CREATE TABLE `collections` (
	`id` text PRIMARY KEY NOT NULL,
	`handle` text NOT NULL,
	`title` text NOT NULL,
	`title_key` text NOT NULL,
	`description` text,
	`plain` text NOT NULL,
	`html` text,
	`image` text,
	`seo_title` text,
	`seo_description` text,
	`rule` text,
	`archived` integer NOT NULL,
	`publish_at` integer,
	`unpublish_at` integer,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `collections_handle` ON `collections` (`handle`);--> statement-breakpoint
CREATE INDEX `collections_by_title` ON `collections` (`title_key`,`id`);--> statement-breakpoint
CREATE TABLE `former_handles` (
	`kind` text NOT NULL,
	`handle` text NOT NULL,
	`target_id` text NOT NULL,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`kind`, `handle`)
);
