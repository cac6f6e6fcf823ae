CREATE TABLE `locations` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`address` text,
	`time_zone` text NOT NULL,
	`priority` integer NOT NULL,
	`active` integer NOT NULL,
	`ships_online` integer NOT NULL,
	`allows_pickup` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `stock_policies` (
	`variant_id` text PRIMARY KEY NOT NULL,
	`rule` text NOT NULL,
	`location_id` text NOT NULL,
	`beyond` integer,
	`expected_at` integer,
	`lead_days` integer,
	`release_at` integer
);
--> statement-breakpoint
ALTER TABLE `stock` ADD `safety` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `stock` ADD `presold` integer DEFAULT 0 NOT NULL;