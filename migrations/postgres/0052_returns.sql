CREATE TABLE "order_returns" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"position" bigint NOT NULL,
	"status" text NOT NULL,
	"return" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "store" ADD COLUMN "return_days" bigint DEFAULT 30 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "order_returns_order" ON "order_returns" USING btree ("order_id","position");