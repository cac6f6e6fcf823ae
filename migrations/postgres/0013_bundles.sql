CREATE TABLE "bundle_parts" (
	"bundle_id" text NOT NULL,
	"part_id" text NOT NULL,
	"position" bigint NOT NULL,
	"quantity" bigint NOT NULL,
	CONSTRAINT "bundle_parts_pk" PRIMARY KEY("bundle_id","part_id"),
	CONSTRAINT "bundle_parts_quantity_positive" CHECK ("bundle_parts"."quantity" > 0)
);
--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "parts" jsonb;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "available_at" text;--> statement-breakpoint
CREATE INDEX "bundle_parts_by_part" ON "bundle_parts" USING btree ("part_id");