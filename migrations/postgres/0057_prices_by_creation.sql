DROP INDEX "product_prices_listed";--> statement-breakpoint
ALTER TABLE "product_prices" ADD COLUMN "variant_count" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "product_prices" ADD COLUMN "product_created_at" timestamp (3) with time zone;--> statement-breakpoint
-- Of how many variants the prices are, and when their product was added.
UPDATE "product_prices" SET
  "variant_count" = (SELECT count(*) FROM "variants" JOIN "prices" ON "prices"."variant_id" = "variants"."id"
    WHERE "variants"."product_id" = "product_prices"."product_id" AND not "variants"."archived"
      AND "prices"."currency" = "product_prices"."currency"),
  "product_created_at" = (SELECT "created_at" FROM "products" WHERE "products"."id" = "product_prices"."product_id");--> statement-breakpoint
CREATE INDEX "product_prices_by_creation" ON "product_prices" USING btree ("currency","product_created_at","product_id","min_amount","max_amount","saving_ppm");--> statement-breakpoint
CREATE INDEX "product_prices_listed" ON "product_prices" USING btree ("product_id","currency","customer_group","starts_at","ends_at","min_amount","max_amount","saving_ppm","variant_count");