CREATE TABLE `publications` (
	`product_id` text NOT NULL,
	`change` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`product_id`, `change`)
);
--> statement-breakpoint
CREATE INDEX `publications_by_time` ON `publications` (`at`);--> statement-breakpoint
ALTER TABLE `products` ADD `seo_title` text;--> statement-breakpoint
ALTER TABLE `products` ADD `seo_description` text;--> statement-breakpoint
ALTER TABLE `products` ADD `publish_at` integer;--> statement-breakpoint
ALTER TABLE `products` ADD `unpublish_at` integer;