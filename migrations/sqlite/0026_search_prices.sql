DROP INDEX `product_prices_by_price`;--> statement-breakpoint
CREATE INDEX `product_prices_by_price` ON `product_prices` (`currency`,`min_amount`,`product_id`,`max_amount`);