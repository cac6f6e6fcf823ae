CREATE TABLE `market_scopes` (
	`market_id` text NOT NULL,
	`kind` text NOT NULL,
	`target_id` text NOT NULL,
	PRIMARY KEY(`market_id`, `kind`, `target_id`)
);
--> statement-breakpoint
CREATE TABLE `markets` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`countries` text NOT NULL,
	`currency` text NOT NULL,
	`customer_group` text,
	`restriction` text,
	`active` integer NOT NULL,
	`scope` text
);
--> statement-breakpoint
ALTER TABLE `store` ADD `sells_only_in_markets` integer DEFAULT false NOT NULL;