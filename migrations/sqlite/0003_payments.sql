CREATE TABLE `customer_group_members` (
	`group_name` text NOT NULL,
	`member` text NOT NULL,
	`starts_at` integer,
	`ends_at` integer,
	PRIMARY KEY(`group_name`, `member`)
);
--> statement-breakpoint
CREATE INDEX `customer_group_members_member` ON `customer_group_members` (`member`);--> statement-breakpoint
CREATE TABLE `customer_groups` (
	`name` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL
);
