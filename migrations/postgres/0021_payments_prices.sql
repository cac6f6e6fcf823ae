ALTER TABLE "price_history" ADD COLUMN "price_list_id" text;--> statement-breakpoint
ALTER TABLE "price_history" ADD COLUMN "until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "promotions" ADD COLUMN "customer_group" text;--> statement-breakpoint
CREATE INDEX "price_history_by_list" ON "price_history" USING btree ("price_list_id");