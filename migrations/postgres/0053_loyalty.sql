CREATE TABLE "customer_orders" (
	"order_id" text PRIMARY KEY NOT NULL,
	"customer_id" text NOT NULL,
	"currency" text NOT NULL,
	"kept" bigint NOT NULL,
	"placed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "customer_group_members" ADD COLUMN "by_rule" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "customer_groups" ADD COLUMN "rule" jsonb;--> statement-breakpoint
ALTER TABLE "customer_groups" ADD COLUMN "counted_to" text;--> statement-breakpoint
CREATE INDEX "customer_orders_customer" ON "customer_orders" USING btree ("customer_id","placed_at");--> statement-breakpoint
CREATE INDEX "customer_groups_loyalty" ON "customer_groups" USING btree ("name") WHERE "customer_groups"."rule" is not null;--> statement-breakpoint
CREATE INDEX "customer_groups_counting" ON "customer_groups" USING btree ("name") WHERE "customer_groups"."counted_to" is not null;--> statement-breakpoint
ALTER TABLE "customer_group_members" DROP CONSTRAINT "customer_group_members_pk";
--> statement-breakpoint
ALTER TABLE "customer_group_members" ADD CONSTRAINT "customer_group_members_pk" PRIMARY KEY("group_name","member","by_rule");