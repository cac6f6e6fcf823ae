CREATE TABLE "counted_orders" (
	"order_id" text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "product_sales" (
	"product_id" text PRIMARY KEY NOT NULL,
	"score" double precision NOT NULL
);
--> statement-breakpoint
CREATE INDEX "product_sales_by_score" ON "product_sales" USING btree ("score","product_id");