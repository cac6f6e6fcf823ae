ALTER TABLE "shipping_rates" ADD COLUMN "zones" jsonb;--> statement-breakpoint
ALTER TABLE "shipping_rates" ADD COLUMN "except" jsonb;--> statement-breakpoint
ALTER TABLE "shipping_rates" ADD COLUMN "schedule" jsonb;--> statement-breakpoint
ALTER TABLE "shipping_rates" ADD COLUMN "shipping_classes" jsonb;--> statement-breakpoint
ALTER TABLE "shipping_rates" ADD COLUMN "limits" jsonb;--> statement-breakpoint
ALTER TABLE "shipping_rates" ADD COLUMN "po_boxes" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "variants" ADD COLUMN "dimensions_mm" jsonb;--> statement-breakpoint
ALTER TABLE "variants" ADD COLUMN "shipping_class" text DEFAULT 'standard' NOT NULL;