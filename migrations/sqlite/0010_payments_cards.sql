DROP INDEX `gift_card_entries_card`;--> statement-breakpoint
ALTER TABLE `gift_card_entries` ADD `payment_id` text;--> statement-breakpoint
CREATE INDEX `gift_card_entries_of_card` ON `gift_card_entries` (`gift_card_id`,`number`);--> statement-breakpoint
ALTER TABLE `checkouts` ADD `cards` text;--> statement-breakpoint
ALTER TABLE `gift_cards` ADD `code_end` text;--> statement-breakpoint
ALTER TABLE `gift_cards` ADD `owner_id` text;--> statement-breakpoint
ALTER TABLE `gift_cards` ADD `disabled_at` integer;--> statement-breakpoint
CREATE INDEX `gift_cards_owner` ON `gift_cards` (`owner_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `gift_cards_created` ON `gift_cards` (`created_at`);--> statement-breakpoint
ALTER TABLE `orders` ADD `payments` text;--> statement-breakpoint
ALTER TABLE `payments` ADD `gift_card_id` text;