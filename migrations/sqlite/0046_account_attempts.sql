CREATE TABLE `account_attempts` (
	`key` text PRIMARY KEY NOT NULL,
	`attempts` text NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `account_attempts_expiry` ON `account_attempts` (`expires_at`);