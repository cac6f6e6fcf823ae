CREATE TABLE "product_relations" (
	"product_id" text NOT NULL,
	"kind" text NOT NULL,
	"related_id" text NOT NULL,
	"position" bigint NOT NULL,
	"both_ways" boolean NOT NULL,
	CONSTRAINT "product_relations_pk" PRIMARY KEY("product_id","kind","related_id")
);
--> statement-breakpoint
CREATE INDEX "product_relations_by_related" ON "product_relations" USING btree ("related_id");--> statement-breakpoint
CREATE INDEX "products_by_type" ON "products" USING btree ("product_type","status","created_at","id");