CREATE TABLE `synonym_keys` (
	`key` text NOT NULL,
	`synonyms_id` text NOT NULL,
	PRIMARY KEY(`key`, `synonyms_id`)
);
--> statement-breakpoint
CREATE INDEX `synonym_keys_by_synonyms` ON `synonym_keys` (`synonyms_id`);--> statement-breakpoint
CREATE TABLE `synonyms` (
	`id` text PRIMARY KEY NOT NULL,
	`words` text NOT NULL,
	`means` text,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `synonyms_by_change` ON `synonyms` (`updated_at`,`id`);