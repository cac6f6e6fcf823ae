CREATE TABLE "mandate_uses" (
	"id" text PRIMARY KEY NOT NULL,
	"mandate_id" text NOT NULL,
	"reference" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"status" text NOT NULL,
	"order_id" text,
	"used_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mandates" (
	"id" text PRIMARY KEY NOT NULL,
	"customer_id" text NOT NULL,
	"agent_id" text NOT NULL,
	"currency" text NOT NULL,
	"total_minor" bigint NOT NULL,
	"used_minor" bigint NOT NULL,
	"per_order_minor" bigint,
	"ask_above_minor" bigint,
	"category_ids" jsonb,
	"payment_method_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "mandates_within_budget" CHECK ("mandates"."used_minor" >= 0 and "mandates"."used_minor" <= "mandates"."total_minor")
);
--> statement-breakpoint
CREATE INDEX "mandate_uses_reference" ON "mandate_uses" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "mandate_uses_order" ON "mandate_uses" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "mandate_uses_mandate" ON "mandate_uses" USING btree ("mandate_id","used_at");--> statement-breakpoint
CREATE INDEX "mandates_agent" ON "mandates" USING btree ("customer_id","agent_id","expires_at");--> statement-breakpoint
CREATE INDEX "mandates_customer" ON "mandates" USING btree ("customer_id","created_at","id");