CREATE TABLE `bundle_parts` (
	`bundle_id` text NOT NULL,
	`part_id` text NOT NULL,
	`position` integer NOT NULL,
	`quantity` integer NOT NULL,
	PRIMARY KEY(`bundle_id`, `part_id`),
	CONSTRAINT "bundle_parts_quantity_positive" CHECK("bundle_parts"."quantity" > 0)
);
--> statement-breakpoint
CREATE INDEX `bundle_parts_by_part` ON `bundle_parts` (`part_id`);--> statement-breakpoint
ALTER TABLE `order_lines` ADD `parts` text;--> statement-breakpoint
ALTER TABLE `order_lines` ADD `available_at` text;