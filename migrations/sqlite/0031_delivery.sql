CREATE TABLE `pickup_points` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`carrier` text,
	`address` text NOT NULL,
	`country` text NOT NULL,
	`postal_key` text NOT NULL,
	`hours` text NOT NULL,
	`ready_minutes` integer NOT NULL,
	`prices` text,
	`location_id` text,
	`shipping_classes` text,
	`limits` text,
	`tax_class` text NOT NULL,
	`position` integer NOT NULL,
	`active` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `pickup_points_by_place` ON `pickup_points` (`active`,`country`,`postal_key`,`id`);--> statement-breakpoint
ALTER TABLE `checkouts` ADD `group_options` text;--> statement-breakpoint
ALTER TABLE `checkouts` ADD `pickup` text;