CREATE TABLE `order_returns` (
	`id` text PRIMARY KEY NOT NULL,
	`order_id` text NOT NULL,
	`position` integer NOT NULL,
	`status` text NOT NULL,
	`return` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `order_returns_order` ON `order_returns` (`order_id`,`position`);--> statement-breakpoint
ALTER TABLE `store` ADD `return_days` integer DEFAULT 30 NOT NULL;