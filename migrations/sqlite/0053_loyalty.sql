CREATE TABLE `customer_orders` (
	`order_id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`currency` text NOT NULL,
	`kept` integer NOT NULL,
	`placed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `customer_orders_customer` ON `customer_orders` (`customer_id`,`placed_at`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_customer_group_members` (
	`group_name` text NOT NULL,
	`member` text NOT NULL,
	`by_rule` integer DEFAULT false NOT NULL,
	`starts_at` integer,
	`ends_at` integer,
	PRIMARY KEY(`group_name`, `member`, `by_rule`)
);
--> statement-breakpoint
INSERT INTO `__new_customer_group_members`("group_name", "member", "by_rule", "starts_at", "ends_at") SELECT "group_name", "member", false, "starts_at", "ends_at" FROM `customer_group_members`;--> statement-breakpoint
DROP TABLE `customer_group_members`;--> statement-breakpoint
ALTER TABLE `__new_customer_group_members` RENAME TO `customer_group_members`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `customer_group_members_member` ON `customer_group_members` (`member`);--> statement-breakpoint
ALTER TABLE `customer_groups` ADD `rule` text;--> statement-breakpoint
ALTER TABLE `customer_groups` ADD `counted_to` text;--> statement-breakpoint
CREATE INDEX `customer_groups_loyalty` ON `customer_groups` (`name`) WHERE "customer_groups"."rule" is not null;--> statement-breakpoint
CREATE INDEX `customer_groups_counting` ON `customer_groups` (`name`) WHERE "customer_groups"."counted_to" is not null;