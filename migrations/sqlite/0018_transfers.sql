CREATE TABLE `stock_alerts` (
	`variant_id` text PRIMARY KEY NOT NULL,
	`alert` text NOT NULL,
	`low_at` integer
);
--> statement-breakpoint
CREATE TABLE `stock_transfer_lines` (
	`transfer_id` text NOT NULL,
	`variant_id` text NOT NULL,
	`to_id` text NOT NULL,
	`quantity` integer NOT NULL,
	`outstanding` integer NOT NULL,
	`received` integer NOT NULL,
	`lost` integer NOT NULL,
	`returned` integer NOT NULL,
	PRIMARY KEY(`transfer_id`, `variant_id`),
	CONSTRAINT "stock_transfer_lines_outstanding" CHECK("stock_transfer_lines"."outstanding" >= 0),
	CONSTRAINT "stock_transfer_lines_add_up" CHECK("stock_transfer_lines"."quantity" = "stock_transfer_lines"."outstanding" + "stock_transfer_lines"."received" + "stock_transfer_lines"."lost" + "stock_transfer_lines"."returned")
);
--> statement-breakpoint
CREATE INDEX `stock_transfer_lines_incoming` ON `stock_transfer_lines` (`variant_id`) WHERE "stock_transfer_lines"."outstanding" > 0;--> statement-breakpoint
CREATE TABLE `stock_transfers` (
	`id` text PRIMARY KEY NOT NULL,
	`from_id` text NOT NULL,
	`to_id` text NOT NULL,
	`status` text NOT NULL,
	`note` text,
	`created_at` integer NOT NULL,
	`closed_at` integer
);
--> statement-breakpoint
CREATE INDEX `stock_transfers_by_newest` ON `stock_transfers` (`created_at`,`id`);--> statement-breakpoint
ALTER TABLE `store` ADD `low_stock_at` integer DEFAULT 0 NOT NULL;