CREATE TABLE "market_scopes" (
	"market_id" text NOT NULL,
	"kind" text NOT NULL,
	"target_id" text NOT NULL,
	CONSTRAINT "market_scopes_pk" PRIMARY KEY("market_id","kind","target_id")
);
--> statement-breakpoint
CREATE TABLE "markets" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"countries" jsonb NOT NULL,
	"currency" text NOT NULL,
	"customer_group" text,
	"restriction" text,
	"active" boolean NOT NULL,
	"scope" jsonb
);
--> statement-breakpoint
ALTER TABLE "store" ADD COLUMN "sells_only_in_markets" boolean DEFAULT false NOT NULL;