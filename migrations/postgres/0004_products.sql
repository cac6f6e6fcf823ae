CREATE TABLE "collection_products" (
	"collection_id" text NOT NULL,
	"product_id" text NOT NULL,
	"position" bigint NOT NULL,
	"member_until" timestamp (3) with time zone,
	"product_created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "collection_products_pk" PRIMARY KEY("collection_id","product_id")
);
--> statement-breakpoint
CREATE TABLE "collections" (
	"id" text PRIMARY KEY NOT NULL,
	"handle" text NOT NULL,
	"title" text NOT NULL,
	"title_key" text NOT NULL,
	"description" jsonb,
	"plain" text NOT NULL,
	"html" text,
	"image" jsonb,
	"seo_title" text,
	"seo_description" text,
	"rule" jsonb,
	"archived" boolean NOT NULL,
	"publish_at" timestamp (3) with time zone,
	"unpublish_at" timestamp (3) with time zone,
	"version" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "former_handles" (
	"kind" text NOT NULL,
	"handle" text NOT NULL,
	"target_id" text NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "former_handles_pk" PRIMARY KEY("kind","handle")
);
--> statement-breakpoint
CREATE INDEX "collection_products_by_position" ON "collection_products" USING btree ("collection_id","position","product_id");--> statement-breakpoint
CREATE INDEX "collection_products_by_newest" ON "collection_products" USING btree ("collection_id","product_created_at","product_id");--> statement-breakpoint
CREATE INDEX "collection_products_by_product" ON "collection_products" USING btree ("product_id");--> statement-breakpoint
CREATE INDEX "collection_products_by_end" ON "collection_products" USING btree ("member_until");--> statement-breakpoint
CREATE UNIQUE INDEX "collections_handle" ON "collections" USING btree ("handle");--> statement-breakpoint
CREATE INDEX "collections_by_title" ON "collections" USING btree ("title_key","id");