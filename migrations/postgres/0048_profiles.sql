ALTER TABLE "customers" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "currency" text;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "default_address_id" text;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "version" bigint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "ordered_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "customers" SET "ordered_at" = "created_at";
