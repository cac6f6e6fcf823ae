-- Where very many products have a word they are not ranked but come newest first, as SQLite's row numbers have them; and
-- those that are named so come before those that only mention it.
ALTER TABLE "product_search" ADD COLUMN "number" bigserial NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "product_search_number" ON "product_search" USING btree ("number");--> statement-breakpoint
CREATE INDEX "product_search_heading" ON "product_search" USING gin ("heading") WITH (fastupdate = off);
