CREATE TABLE "account_attempts" (
	"key" text PRIMARY KEY NOT NULL,
	"attempts" jsonb NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "account_attempts_expiry" ON "account_attempts" USING btree ("expires_at");