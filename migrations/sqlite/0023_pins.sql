CREATE TABLE `list_pins` (
	`list_key` text NOT NULL,
	`product_id` text NOT NULL,
	`place` integer NOT NULL,
	PRIMARY KEY(`list_key`, `product_id`)
);
