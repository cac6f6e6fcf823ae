-- The headings and the words of filters beside what is long: tens of them lie where a few whole rows would, so that a search
-- for what products are called reads little of a large shop.
CREATE TABLE "product_headings" (
	"product_id" text PRIMARY KEY NOT NULL,
	"number" bigint NOT NULL,
	"heading" tsvector NOT NULL,
	"filters" tsvector NOT NULL
);
--> statement-breakpoint
INSERT INTO "product_headings"
	SELECT "product_id", "number", "heading", array_to_tsvector(ARRAY(
		SELECT "lexeme" FROM unnest("words") WHERE "lexeme" ~ ('^' || chr(57344) || '[0-9a-f]{16}$')
	))
	FROM "product_search" WHERE "heading" IS NOT NULL ORDER BY "number";--> statement-breakpoint
CREATE UNIQUE INDEX "product_headings_number" ON "product_headings" USING btree ("number");--> statement-breakpoint
CREATE INDEX "product_headings_words" ON "product_headings" USING gin ("heading", "filters") WITH (fastupdate = off);--> statement-breakpoint
DROP INDEX "product_search_heading";--> statement-breakpoint
ANALYZE "product_headings";
