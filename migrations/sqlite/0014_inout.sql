CREATE TABLE `product_file_rows` (
	`product_id` text PRIMARY KEY NOT NULL,
	`rows` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `product_files` (
	`source` text PRIMARY KEY NOT NULL,
	`columns` text NOT NULL
);
