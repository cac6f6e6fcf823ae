CREATE TABLE "demo_methods" (
	"id" text PRIMARY KEY NOT NULL,
	"customer" text NOT NULL,
	"token" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payment_methods" (
	"id" text PRIMARY KEY NOT NULL,
	"customer_id" text NOT NULL,
	"handler_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"type" text NOT NULL,
	"brand" text NOT NULL,
	"last_digits" text NOT NULL,
	"expiry_month" bigint NOT NULL,
	"expiry_year" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone,
	"next_check_at" timestamp (3) with time zone,
	"checks" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "provider_customers" (
	"id" text PRIMARY KEY NOT NULL,
	"customer_id" text NOT NULL,
	"handler_id" text NOT NULL,
	"provider_id" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "demo_bank" ADD COLUMN "keeps" jsonb;--> statement-breakpoint
CREATE UNIQUE INDEX "payment_methods_provider" ON "payment_methods" USING btree ("handler_id","provider_id");--> statement-breakpoint
CREATE INDEX "payment_methods_customer" ON "payment_methods" USING btree ("customer_id","created_at");--> statement-breakpoint
CREATE INDEX "payment_methods_due" ON "payment_methods" USING btree ("next_check_at") WHERE "payment_methods"."next_check_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "provider_customers_customer" ON "provider_customers" USING btree ("customer_id","handler_id");--> statement-breakpoint
CREATE UNIQUE INDEX "provider_customers_provider" ON "provider_customers" USING btree ("handler_id","provider_id");