CREATE TABLE "synonym_keys" (
	"key" text NOT NULL,
	"synonyms_id" text NOT NULL,
	CONSTRAINT "synonym_keys_pk" PRIMARY KEY("key","synonyms_id")
);
--> statement-breakpoint
CREATE TABLE "synonyms" (
	"id" text PRIMARY KEY NOT NULL,
	"words" jsonb NOT NULL,
	"means" jsonb,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "synonym_keys_by_synonyms" ON "synonym_keys" USING btree ("synonyms_id");--> statement-breakpoint
CREATE INDEX "synonyms_by_change" ON "synonyms" USING btree ("updated_at","id");