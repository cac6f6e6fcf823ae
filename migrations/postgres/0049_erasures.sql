CREATE TABLE "erasures" (
	"customer_id" text PRIMARY KEY NOT NULL,
	"erased_at" timestamp (3) with time zone NOT NULL,
	"scrubbed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE INDEX "erasures_scrubbed" ON "erasures" USING btree ("scrubbed_at");