-- Full-text search. English stems without a list of stop words: which words count is decided in one place for both databases.
CREATE TEXT SEARCH DICTIONARY "mitchweb_stems" (TEMPLATE = snowball, LANGUAGE = english);--> statement-breakpoint
CREATE TEXT SEARCH CONFIGURATION "mitchweb" (COPY = simple);--> statement-breakpoint
ALTER TEXT SEARCH CONFIGURATION "mitchweb" ALTER MAPPING FOR asciiword, word, numword WITH "mitchweb_stems";--> statement-breakpoint
CREATE TABLE "product_search" (
	"product_id" text PRIMARY KEY NOT NULL,
	"words" tsvector NOT NULL
);
--> statement-breakpoint
CREATE INDEX "product_search_words" ON "product_search" USING gin ("words");--> statement-breakpoint
CREATE TABLE "policy_search" (
	"passage" bigint PRIMARY KEY NOT NULL,
	"words" tsvector NOT NULL
);
--> statement-breakpoint
CREATE INDEX "policy_search_words" ON "policy_search" USING gin ("words");
