ALTER TABLE "checkouts" ADD COLUMN "cleared_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "store" ADD COLUMN "guest_checkout_days" bigint DEFAULT 30 NOT NULL;--> statement-breakpoint
CREATE INDEX "checkouts_of_guests" ON "checkouts" USING btree ("expires_at") WHERE "checkouts"."status" = 'canceled' and "checkouts"."owner_id" is null and "checkouts"."cleared_at" is null;