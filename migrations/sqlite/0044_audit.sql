CREATE TABLE `audit_entries` (
	`number` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_id` text,
	`actor_name` text,
	`credential_id` text,
	`door` text NOT NULL,
	`operation` text NOT NULL,
	`subject_type` text NOT NULL,
	`subject_id` text,
	`state_before` text,
	`state_after` text,
	`idempotency_key` text,
	`customer_id` text,
	`redacted_at` integer
);
--> statement-breakpoint
CREATE INDEX `audit_entries_at` ON `audit_entries` (`at`,`number`);--> statement-breakpoint
CREATE INDEX `audit_entries_actor` ON `audit_entries` (`actor_id`,`at`,`number`);--> statement-breakpoint
CREATE INDEX `audit_entries_operation` ON `audit_entries` (`operation`,`at`,`number`);--> statement-breakpoint
CREATE INDEX `audit_entries_subject` ON `audit_entries` (`subject_type`,`subject_id`,`at`,`number`);--> statement-breakpoint
CREATE INDEX `audit_entries_customer` ON `audit_entries` (`customer_id`) WHERE "audit_entries"."customer_id" is not null;