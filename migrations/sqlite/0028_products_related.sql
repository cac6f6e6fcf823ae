CREATE TABLE `product_relations` (
	`product_id` text NOT NULL,
	`kind` text NOT NULL,
	`related_id` text NOT NULL,
	`position` integer NOT NULL,
	`both_ways` integer NOT NULL,
	PRIMARY KEY(`product_id`, `kind`, `related_id`)
);
--> statement-breakpoint
CREATE INDEX `product_relations_by_related` ON `product_relations` (`related_id`);--> statement-breakpoint
CREATE INDEX `products_by_type` ON `products` (`product_type`,`status`,`created_at`,`id`);