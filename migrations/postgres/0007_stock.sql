CREATE TABLE "locations" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"address" jsonb,
	"time_zone" text NOT NULL,
	"priority" bigint NOT NULL,
	"active" boolean NOT NULL,
	"ships_online" boolean NOT NULL,
	"allows_pickup" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stock_policies" (
	"variant_id" text PRIMARY KEY NOT NULL,
	"rule" text NOT NULL,
	"location_id" text NOT NULL,
	"beyond" bigint,
	"expected_at" timestamp (3) with time zone,
	"lead_days" bigint,
	"release_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "stock" ADD COLUMN "safety" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "stock" ADD COLUMN "presold" bigint DEFAULT 0 NOT NULL;