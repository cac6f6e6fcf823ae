CREATE TABLE `erasures` (
	`customer_id` text PRIMARY KEY NOT NULL,
	`erased_at` integer NOT NULL,
	`scrubbed_at` integer
);
--> statement-breakpoint
CREATE INDEX `erasures_scrubbed` ON `erasures` (`scrubbed_at`);