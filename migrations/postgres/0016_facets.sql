CREATE TABLE "product_facets" (
	"product_id" text NOT NULL,
	"variant_id" text NOT NULL,
	"name_key" text NOT NULL,
	"value_key" text NOT NULL,
	"number" double precision,
	"unit" text,
	"name" text NOT NULL,
	"label" text NOT NULL,
	CONSTRAINT "product_facets_pk" PRIMARY KEY("product_id","variant_id","name_key","value_key")
);
--> statement-breakpoint
ALTER TABLE "product_prices" ADD COLUMN "customer_group" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "product_prices" ADD COLUMN "slot" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "product_prices" ADD COLUMN "starts_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "product_prices" ADD COLUMN "ends_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "product_prices" ADD COLUMN "saving_ppm" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "product_facets_by_value" ON "product_facets" USING btree ("name_key","value_key","product_id");--> statement-breakpoint
CREATE INDEX "product_facets_by_number" ON "product_facets" USING btree ("name_key","unit","number","product_id");--> statement-breakpoint
CREATE INDEX "product_prices_by_saving" ON "product_prices" USING btree ("currency","saving_ppm","product_id");--> statement-breakpoint
ALTER TABLE "product_prices" DROP CONSTRAINT "product_prices_pk";
--> statement-breakpoint
ALTER TABLE "product_prices" ADD CONSTRAINT "product_prices_pk" PRIMARY KEY("product_id","currency","customer_group","slot");