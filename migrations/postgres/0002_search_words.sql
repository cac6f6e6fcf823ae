-- The words of a product by their stems, field by field, for relevance; null until the product is next saved. The heading
-- holds title, brand and kind only, so that a first ranking of many products reads little.
ALTER TABLE "product_search" ADD COLUMN "stems" text;--> statement-breakpoint
ALTER TABLE "product_search" ADD COLUMN "heading" tsvector;--> statement-breakpoint
-- The words lie in the rows themselves, so that the planner knows what reading every product would cost, and are in the
-- index at once, so that a search after an import is as quick as any.
ALTER TABLE "product_search" ALTER COLUMN "words" SET STORAGE MAIN;--> statement-breakpoint
ALTER TABLE "product_search" SET (toast_tuple_target = 8160);--> statement-breakpoint
ALTER INDEX "product_search_words" SET (fastupdate = off);--> statement-breakpoint
-- The shop's vocabulary: each stem with one word that has it and in how many products it stands. The stem '' counts all products.
CREATE TABLE "search_words" (
	"stem" text COLLATE "C" PRIMARY KEY NOT NULL,
	"word" text COLLATE "C" NOT NULL,
	"products" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "search_words_word" ON "search_words" USING btree ("word");--> statement-breakpoint
-- What is left of a stem's beginning when up to one letter is left out; a misspelt word shares one of these pieces.
CREATE TABLE "search_spellings" (
	"piece" text COLLATE "C" NOT NULL,
	"stem" text COLLATE "C" NOT NULL,
	PRIMARY KEY ("piece", "stem")
);
