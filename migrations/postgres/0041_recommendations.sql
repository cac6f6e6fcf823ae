CREATE TABLE "bought_pairs" (
	"product_id" text NOT NULL,
	"relation" text NOT NULL,
	"other_id" text NOT NULL,
	"weight" double precision NOT NULL,
	CONSTRAINT "bought_pairs_pk" PRIMARY KEY("product_id","relation","other_id")
);
--> statement-breakpoint
CREATE TABLE "customer_purchases" (
	"customer_id" text NOT NULL,
	"product_id" text NOT NULL,
	"order_id" text NOT NULL,
	"bought_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "customer_purchases_pk" PRIMARY KEY("customer_id","product_id","order_id")
);
--> statement-breakpoint
CREATE TABLE "customer_returns" (
	"customer_id" text NOT NULL,
	"product_id" text NOT NULL,
	CONSTRAINT "customer_returns_pk" PRIMARY KEY("customer_id","product_id")
);
--> statement-breakpoint
CREATE TABLE "product_habits" (
	"product_id" text PRIMARY KEY NOT NULL,
	"times" bigint DEFAULT 0 NOT NULL,
	"orders" double precision DEFAULT 0 NOT NULL,
	"recent" double precision DEFAULT 0 NOT NULL,
	"known" double precision DEFAULT 0 NOT NULL,
	"followed" double precision DEFAULT 0 NOT NULL,
	"rebought" double precision DEFAULT 0 NOT NULL,
	"rebuy_days" double precision DEFAULT 0 NOT NULL,
	"rebuy_chance" double precision DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX "bought_pairs_by_weight" ON "bought_pairs" USING btree ("product_id","relation","weight","other_id");--> statement-breakpoint
CREATE INDEX "customer_purchases_by_time" ON "customer_purchases" USING btree ("customer_id","bought_at");--> statement-breakpoint
CREATE INDEX "product_habits_by_recent" ON "product_habits" USING btree ("recent","product_id");