CREATE TABLE "stock_alerts" (
	"variant_id" text PRIMARY KEY NOT NULL,
	"alert" text NOT NULL,
	"low_at" bigint
);
--> statement-breakpoint
CREATE TABLE "stock_transfer_lines" (
	"transfer_id" text NOT NULL,
	"variant_id" text NOT NULL,
	"to_id" text NOT NULL,
	"quantity" bigint NOT NULL,
	"outstanding" bigint NOT NULL,
	"received" bigint NOT NULL,
	"lost" bigint NOT NULL,
	"returned" bigint NOT NULL,
	CONSTRAINT "stock_transfer_lines_pk" PRIMARY KEY("transfer_id","variant_id"),
	CONSTRAINT "stock_transfer_lines_outstanding" CHECK ("stock_transfer_lines"."outstanding" >= 0),
	CONSTRAINT "stock_transfer_lines_add_up" CHECK ("stock_transfer_lines"."quantity" = "stock_transfer_lines"."outstanding" + "stock_transfer_lines"."received" + "stock_transfer_lines"."lost" + "stock_transfer_lines"."returned")
);
--> statement-breakpoint
CREATE TABLE "stock_transfers" (
	"id" text PRIMARY KEY NOT NULL,
	"from_id" text NOT NULL,
	"to_id" text NOT NULL,
	"status" text NOT NULL,
	"note" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "store" ADD COLUMN "low_stock_at" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "stock_transfer_lines_incoming" ON "stock_transfer_lines" USING btree ("variant_id") WHERE "stock_transfer_lines"."outstanding" > 0;--> statement-breakpoint
CREATE INDEX "stock_transfers_by_newest" ON "stock_transfers" USING btree ("created_at","id");