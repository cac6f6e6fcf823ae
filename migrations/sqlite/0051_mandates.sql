CREATE TABLE `mandate_uses` (
	`id` text PRIMARY KEY NOT NULL,
	`mandate_id` text NOT NULL,
	`reference` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`status` text NOT NULL,
	`order_id` text,
	`used_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `mandate_uses_reference` ON `mandate_uses` (`reference`);--> statement-breakpoint
CREATE INDEX `mandate_uses_order` ON `mandate_uses` (`order_id`);--> statement-breakpoint
CREATE INDEX `mandate_uses_mandate` ON `mandate_uses` (`mandate_id`,`used_at`);--> statement-breakpoint
CREATE TABLE `mandates` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`agent_id` text NOT NULL,
	`currency` text NOT NULL,
	`total_minor` integer NOT NULL,
	`used_minor` integer NOT NULL,
	`per_order_minor` integer,
	`ask_above_minor` integer,
	`category_ids` text,
	`payment_method_id` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	CONSTRAINT "mandates_within_budget" CHECK("mandates"."used_minor" >= 0 and "mandates"."used_minor" <= "mandates"."total_minor")
);
--> statement-breakpoint
CREATE INDEX `mandates_agent` ON `mandates` (`customer_id`,`agent_id`,`expires_at`);--> statement-breakpoint
CREATE INDEX `mandates_customer` ON `mandates` (`customer_id`,`created_at`,`id`);