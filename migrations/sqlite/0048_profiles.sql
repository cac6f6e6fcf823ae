ALTER TABLE `customers` ADD `language` text;--> statement-breakpoint
ALTER TABLE `customers` ADD `currency` text;--> statement-breakpoint
ALTER TABLE `customers` ADD `default_address_id` text;--> statement-breakpoint
ALTER TABLE `customers` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `customers` ADD `ordered_at` integer;--> statement-breakpoint
UPDATE "customers" SET "ordered_at" = "created_at";
