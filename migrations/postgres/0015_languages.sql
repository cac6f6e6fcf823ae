CREATE TABLE "translations" (
	"subject" text NOT NULL,
	"language" text NOT NULL,
	"texts" jsonb NOT NULL,
	"body" jsonb,
	"word" text,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "translations_pk" PRIMARY KEY("subject","language")
);
--> statement-breakpoint
DROP INDEX "policy_passages_by_policy";--> statement-breakpoint
ALTER TABLE "policy_passages" ADD COLUMN "language" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "store" ADD COLUMN "default_language" text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE "store" ADD COLUMN "languages" jsonb DEFAULT '["en"]'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "translations_by_word" ON "translations" USING btree ("word");--> statement-breakpoint
CREATE INDEX "policy_passages_by_policy" ON "policy_passages" USING btree ("policy_slug","language","position");