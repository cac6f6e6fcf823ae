DROP INDEX "products_by_newest";--> statement-breakpoint
DROP INDEX "products_by_title";--> statement-breakpoint
DROP INDEX "products_by_brand";--> statement-breakpoint
ALTER TABLE "product_prices" ADD COLUMN "span" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "product_prices_listed" ON "product_prices" USING btree ("product_id","currency","customer_group","starts_at","ends_at","min_amount","max_amount","saving_ppm");--> statement-breakpoint
CREATE INDEX "product_prices_by_span" ON "product_prices" USING btree ("currency","span","min_amount","product_id","max_amount");--> statement-breakpoint
CREATE INDEX "products_listed" ON "products" USING btree ("id","status","brand_key","created_at","title_key","publish_at","unpublish_at");--> statement-breakpoint
CREATE INDEX "products_by_brand_title" ON "products" USING btree ("brand_key","status","title_key","id","publish_at","unpublish_at","created_at");--> statement-breakpoint
CREATE INDEX "products_by_newest" ON "products" USING btree ("status","created_at","id","brand_key","publish_at","unpublish_at","title_key");--> statement-breakpoint
CREATE INDEX "products_by_title" ON "products" USING btree ("status","title_key","id","brand_key","publish_at","unpublish_at","created_at");--> statement-breakpoint
CREATE INDEX "products_by_brand" ON "products" USING btree ("brand_key","status","created_at","id","publish_at","unpublish_at","title_key");