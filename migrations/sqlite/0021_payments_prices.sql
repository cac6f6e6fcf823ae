ALTER TABLE `price_history` ADD `price_list_id` text;--> statement-breakpoint
ALTER TABLE `price_history` ADD `until` integer;--> statement-breakpoint
CREATE INDEX `price_history_by_list` ON `price_history` (`price_list_id`);--> statement-breakpoint
ALTER TABLE `promotions` ADD `customer_group` text;