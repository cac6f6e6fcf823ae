DROP INDEX "gift_card_entries_card";--> statement-breakpoint
ALTER TABLE "checkouts" ADD COLUMN "cards" jsonb;--> statement-breakpoint
ALTER TABLE "gift_card_entries" ADD COLUMN "payment_id" text;--> statement-breakpoint
ALTER TABLE "gift_cards" ADD COLUMN "code_end" text;--> statement-breakpoint
ALTER TABLE "gift_cards" ADD COLUMN "owner_id" text;--> statement-breakpoint
ALTER TABLE "gift_cards" ADD COLUMN "disabled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "payments" jsonb;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "gift_card_id" text;--> statement-breakpoint
CREATE INDEX "gift_card_entries_of_card" ON "gift_card_entries" USING btree ("gift_card_id","number");--> statement-breakpoint
CREATE INDEX "gift_cards_owner" ON "gift_cards" USING btree ("owner_id","created_at");--> statement-breakpoint
CREATE INDEX "gift_cards_created" ON "gift_cards" USING btree ("created_at");