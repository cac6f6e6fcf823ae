CREATE TABLE `translations` (
	`subject` text NOT NULL,
	`language` text NOT NULL,
	`texts` text NOT NULL,
	`body` text,
	`word` text,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`subject`, `language`)
);
--> statement-breakpoint
CREATE INDEX `translations_by_word` ON `translations` (`word`);--> statement-breakpoint
DROP INDEX `policy_passages_by_policy`;--> statement-breakpoint
ALTER TABLE `policy_passages` ADD `language` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `policy_passages_by_policy` ON `policy_passages` (`policy_slug`,`language`,`position`);--> statement-breakpoint
ALTER TABLE `store` ADD `default_language` text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE `store` ADD `languages` text DEFAULT '["en"]' NOT NULL;