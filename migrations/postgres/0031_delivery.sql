CREATE TABLE "pickup_points" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"carrier" text,
	"address" jsonb NOT NULL,
	"country" text NOT NULL,
	"postal_key" text NOT NULL,
	"hours" jsonb NOT NULL,
	"ready_minutes" bigint NOT NULL,
	"prices" jsonb,
	"location_id" text,
	"shipping_classes" jsonb,
	"limits" jsonb,
	"tax_class" text NOT NULL,
	"position" bigint NOT NULL,
	"active" boolean NOT NULL
);
--> statement-breakpoint
ALTER TABLE "checkouts" ADD COLUMN "group_options" jsonb;--> statement-breakpoint
ALTER TABLE "checkouts" ADD COLUMN "pickup" jsonb;--> statement-breakpoint
CREATE INDEX "pickup_points_by_place" ON "pickup_points" USING btree ("active","country","postal_key","id");