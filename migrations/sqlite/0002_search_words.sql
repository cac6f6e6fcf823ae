-- The words of a product by their stems, field by field, for relevance; null until the product is next saved.
ALTER TABLE `product_search_rows` ADD COLUMN `stems` text;--> statement-breakpoint
-- The shop's vocabulary: each stem with one word that has it and in how many products it stands. The stem '' counts all products.
CREATE TABLE `search_words` (
	`stem` text PRIMARY KEY NOT NULL,
	`word` text NOT NULL,
	`products` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `search_words_word` ON `search_words` (`word`);--> statement-breakpoint
-- What is left of a stem's beginning when up to one letter is left out; a misspelt word shares one of these pieces.
CREATE TABLE `search_spellings` (
	`piece` text NOT NULL,
	`stem` text NOT NULL,
	PRIMARY KEY (`piece`, `stem`)
) WITHOUT ROWID;
