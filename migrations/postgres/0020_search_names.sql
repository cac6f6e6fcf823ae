-- In how many products a stem is in the heading (title, brand and kind), for typing suggestions.
ALTER TABLE "search_words" ADD COLUMN "named" bigint NOT NULL DEFAULT 0;--> statement-breakpoint
-- By which rules a product was indexed. What lies behind is indexed anew when the shop is open.
ALTER TABLE "product_search" ADD COLUMN "version" bigint NOT NULL DEFAULT 0;--> statement-breakpoint
CREATE INDEX "product_search_version" ON "product_search" USING btree ("version");
