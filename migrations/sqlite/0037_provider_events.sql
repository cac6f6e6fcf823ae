CREATE TABLE `provider_events` (
	`handler_id` text NOT NULL,
	`id` text NOT NULL,
	`type` text NOT NULL,
	`subject` text NOT NULL,
	`payment_id` text NOT NULL,
	`dispute_id` text,
	`received_at` integer NOT NULL,
	`next_check_at` integer,
	`checks` integer NOT NULL,
	PRIMARY KEY(`handler_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `provider_events_due` ON `provider_events` (`next_check_at`) WHERE "provider_events"."next_check_at" is not null;--> statement-breakpoint
CREATE INDEX `provider_events_received` ON `provider_events` (`received_at`);--> statement-breakpoint
CREATE INDEX `payments_provider` ON `payments` (`provider_id`);