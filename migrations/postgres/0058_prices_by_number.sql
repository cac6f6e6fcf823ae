DROP INDEX "product_prices_by_span";--> statement-breakpoint
ALTER TABLE "product_prices" ADD COLUMN "search_number" bigint;--> statement-breakpoint
-- By which number full-text search knows the product, so that its matches are told by their prices alone.
UPDATE "product_prices" SET "search_number" = (
  SELECT "number" FROM "product_search" WHERE "product_search"."product_id" = "product_prices"."product_id");--> statement-breakpoint
CREATE INDEX "product_prices_by_number" ON "product_prices" USING btree ("currency","search_number","min_amount","max_amount","saving_ppm");--> statement-breakpoint
CREATE INDEX "product_prices_by_span" ON "product_prices" USING btree ("currency","span","min_amount","product_id","max_amount","search_number");