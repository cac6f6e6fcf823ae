-- Full-text search. The tables hold the words only (content=''), because the texts stand in the rooms' tables.
CREATE TABLE `product_search_rows` (
	`number` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`product_id` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `product_search_rows_product` ON `product_search_rows` (`product_id`);--> statement-breakpoint
CREATE VIRTUAL TABLE `product_search` USING fts5(
	title, brand, kind, details, description,
	content='', contentless_delete=1, prefix='2 3', tokenize="porter unicode61 remove_diacritics 2"
);
--> statement-breakpoint
INSERT INTO `product_search` (`product_search`, `rank`) VALUES ('rank', 'bm25(10.0, 5.0, 5.0, 2.0, 3.0)');--> statement-breakpoint
CREATE VIRTUAL TABLE `policy_search` USING fts5(
	title, heading, text,
	content='', contentless_delete=1, prefix='2 3', tokenize="porter unicode61 remove_diacritics 2"
);
