-- In how many products a stem is in the heading (title, brand and kind), for typing suggestions.
ALTER TABLE `search_words` ADD COLUMN `named` integer NOT NULL DEFAULT 0;--> statement-breakpoint
-- By which rules a product was indexed. What lies behind is indexed anew when the shop is open.
ALTER TABLE `product_search_rows` ADD COLUMN `version` integer NOT NULL DEFAULT 0;--> statement-breakpoint
CREATE INDEX `product_search_rows_version` ON `product_search_rows` (`version`);
