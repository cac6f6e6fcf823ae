DROP INDEX "product_prices_by_price";--> statement-breakpoint
CREATE INDEX "product_prices_by_price" ON "product_prices" USING btree ("currency","min_amount","product_id","max_amount");