CREATE TABLE "carts" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text,
	"version" bigint NOT NULL,
	"currency" text NOT NULL,
	"lines" jsonb NOT NULL,
	"codes" jsonb NOT NULL,
	"buyer" jsonb,
	"context" jsonb,
	"attribution" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"status" text NOT NULL,
	CONSTRAINT "carts_version_positive" CHECK ("carts"."version" > 0)
);
--> statement-breakpoint
CREATE TABLE "categories" (
	"id" text PRIMARY KEY NOT NULL,
	"parent_id" text,
	"handle" text NOT NULL,
	"title" text NOT NULL,
	"path" text NOT NULL,
	"path_key" text NOT NULL,
	"title_key" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "checkouts" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text,
	"version" bigint NOT NULL,
	"currency" text NOT NULL,
	"lines" jsonb NOT NULL,
	"codes" jsonb NOT NULL,
	"buyer" jsonb,
	"context" jsonb,
	"attribution" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"status" text NOT NULL,
	"cart_id" text,
	"cart_version" bigint,
	"destinations" jsonb NOT NULL,
	"selected_destination_id" text,
	"selected_option_id" text,
	"shown_total" bigint NOT NULL,
	"agreement" jsonb,
	"payment_id" text,
	"attempts" bigint NOT NULL,
	"failure" jsonb
);
--> statement-breakpoint
CREATE TABLE "counters" (
	"name" text PRIMARY KEY NOT NULL,
	"value" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "customer_addresses" (
	"id" text PRIMARY KEY NOT NULL,
	"customer_id" text NOT NULL,
	"address" jsonb NOT NULL,
	"fingerprint" text NOT NULL,
	"last_used_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"first_name" text,
	"last_name" text,
	"phone_number" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "demo_bank" (
	"payment_id" text PRIMARY KEY NOT NULL,
	"idempotency_key" text NOT NULL,
	"token" text NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"status" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"refunds" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gift_card_entries" (
	"number" bigserial PRIMARY KEY NOT NULL,
	"gift_card_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"amount" bigint NOT NULL,
	"reason" text NOT NULL,
	"key" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gift_card_payments" (
	"payment_id" text PRIMARY KEY NOT NULL,
	"gift_card_id" text,
	"status" text NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"refunded" bigint NOT NULL,
	"failure" text,
	CONSTRAINT "gift_card_payments_refunded_within" CHECK ("gift_card_payments"."refunded" between 0 and "gift_card_payments"."amount")
);
--> statement-breakpoint
CREATE TABLE "gift_cards" (
	"id" text PRIMARY KEY NOT NULL,
	"code_hash" text NOT NULL,
	"kind" text NOT NULL,
	"currency" text NOT NULL,
	"balance" bigint NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "gift_cards_balance_not_negative" CHECK ("gift_cards"."balance" >= 0)
);
--> statement-breakpoint
CREATE TABLE "idempotency" (
	"actor_key" text NOT NULL,
	"operation" text NOT NULL,
	"key" text NOT NULL,
	"body_hash" text NOT NULL,
	"state" text NOT NULL,
	"reference" text,
	"answer" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_pk" PRIMARY KEY("actor_key","operation","key"),
	CONSTRAINT "idempotency_state" CHECK ("idempotency"."state" in ('in_flight', 'awaiting', 'done'))
);
--> statement-breakpoint
CREATE TABLE "order_adjustments" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"position" bigint NOT NULL,
	"refund_id" text,
	"status" text NOT NULL,
	"adjustment" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order_events" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"position" bigint NOT NULL,
	"event" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order_lines" (
	"order_id" text NOT NULL,
	"id" text NOT NULL,
	"position" bigint NOT NULL,
	"variant_id" text NOT NULL,
	"sku" text,
	"title" text NOT NULL,
	"image_url" text,
	"unit_amount" bigint NOT NULL,
	"original_quantity" bigint NOT NULL,
	"quantity" bigint NOT NULL,
	"totals" jsonb NOT NULL,
	CONSTRAINT "order_lines_pk" PRIMARY KEY("order_id","id"),
	CONSTRAINT "order_lines_quantity" CHECK ("order_lines"."quantity" between 0 and "order_lines"."original_quantity")
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" text PRIMARY KEY NOT NULL,
	"number" bigint NOT NULL,
	"checkout_id" text NOT NULL,
	"owner_id" text,
	"customer_id" text,
	"permalink_token" text NOT NULL,
	"version" bigint NOT NULL,
	"buyer" jsonb NOT NULL,
	"currency" text NOT NULL,
	"totals" jsonb NOT NULL,
	"discounts" jsonb NOT NULL,
	"taxes" jsonb NOT NULL,
	"expectations" jsonb NOT NULL,
	"promotion_ids" jsonb NOT NULL,
	"attribution" jsonb,
	"placed_at" timestamp (3) with time zone NOT NULL,
	"canceled_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"payload" jsonb NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"delivered_at" timestamp (3) with time zone,
	"attempts" bigint DEFAULT 0 NOT NULL,
	"claimed_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"id" text PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"handler_id" text NOT NULL,
	"status" text NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"refunded" bigint NOT NULL,
	"provider_id" text,
	"instrument" jsonb NOT NULL,
	"awaits_person" boolean NOT NULL,
	"failure" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	"next_check_at" timestamp (3) with time zone,
	"checks" bigint NOT NULL,
	CONSTRAINT "payments_amount_positive" CHECK ("payments"."amount" > 0),
	CONSTRAINT "payments_refunded_within" CHECK ("payments"."refunded" between 0 and "payments"."amount")
);
--> statement-breakpoint
CREATE TABLE "policies" (
	"slug" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "policy_passages" (
	"number" bigserial PRIMARY KEY NOT NULL,
	"policy_slug" text NOT NULL,
	"position" bigint NOT NULL,
	"heading" text,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "price_history" (
	"number" bigserial PRIMARY KEY NOT NULL,
	"variant_id" text NOT NULL,
	"currency" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"amount" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "price_list_prices" (
	"variant_id" text NOT NULL,
	"price_list_id" text NOT NULL,
	"minimum_quantity" bigint NOT NULL,
	"amount" bigint NOT NULL,
	CONSTRAINT "price_list_prices_pk" PRIMARY KEY("variant_id","price_list_id","minimum_quantity"),
	CONSTRAINT "price_list_prices_amount_not_negative" CHECK ("price_list_prices"."amount" >= 0)
);
--> statement-breakpoint
CREATE TABLE "price_lists" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"currency" text NOT NULL,
	"customer_group" text,
	"starts_at" timestamp (3) with time zone,
	"ends_at" timestamp (3) with time zone,
	"active" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prices" (
	"variant_id" text NOT NULL,
	"currency" text NOT NULL,
	"amount" bigint NOT NULL,
	"compare_at" bigint,
	CONSTRAINT "prices_pk" PRIMARY KEY("variant_id","currency"),
	CONSTRAINT "prices_amount_not_negative" CHECK ("prices"."amount" >= 0),
	CONSTRAINT "prices_compare_at_not_negative" CHECK ("prices"."compare_at" >= 0)
);
--> statement-breakpoint
CREATE TABLE "product_categories" (
	"category_id" text NOT NULL,
	"product_id" text NOT NULL,
	"position" bigint,
	"product_created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "product_categories_pk" PRIMARY KEY("category_id","product_id")
);
--> statement-breakpoint
CREATE TABLE "product_prices" (
	"product_id" text NOT NULL,
	"currency" text NOT NULL,
	"min_amount" bigint NOT NULL,
	"max_amount" bigint NOT NULL,
	"min_list_amount" bigint NOT NULL,
	"max_list_amount" bigint NOT NULL,
	CONSTRAINT "product_prices_pk" PRIMARY KEY("product_id","currency")
);
--> statement-breakpoint
CREATE TABLE "products" (
	"id" text PRIMARY KEY NOT NULL,
	"handle" text NOT NULL,
	"title" text NOT NULL,
	"title_key" text NOT NULL,
	"status" text NOT NULL,
	"brand" text,
	"brand_key" text,
	"product_type" text,
	"tags" jsonb NOT NULL,
	"attributes" jsonb NOT NULL,
	"media" jsonb NOT NULL,
	"description" jsonb,
	"plain" text NOT NULL,
	"html" text,
	"summary" text NOT NULL,
	"version" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "promotion_uses" (
	"promotion_id" text NOT NULL,
	"email" text NOT NULL,
	"used" bigint NOT NULL,
	CONSTRAINT "promotion_uses_pk" PRIMARY KEY("promotion_id","email"),
	CONSTRAINT "promotion_uses_not_negative" CHECK ("promotion_uses"."used" >= 0)
);
--> statement-breakpoint
CREATE TABLE "promotions" (
	"id" text PRIMARY KEY NOT NULL,
	"code" text,
	"code_key" text,
	"title" text NOT NULL,
	"benefit" jsonb NOT NULL,
	"applies_to" jsonb,
	"minimum_subtotals" jsonb,
	"minimum_quantity" bigint,
	"first_order_only" boolean NOT NULL,
	"starts_at" timestamp (3) with time zone,
	"ends_at" timestamp (3) with time zone,
	"usage_limit" bigint,
	"limit_per_customer" bigint,
	"used" bigint NOT NULL,
	"active" boolean NOT NULL,
	"priority" bigint NOT NULL,
	"is_combinable" boolean NOT NULL,
	CONSTRAINT "promotions_used_not_negative" CHECK ("promotions"."used" >= 0),
	CONSTRAINT "promotions_code_has_key" CHECK (("promotions"."code" is null) = ("promotions"."code_key" is null))
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"id" text PRIMARY KEY NOT NULL,
	"payment_id" text NOT NULL,
	"status" text NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"reason" text NOT NULL,
	"provider_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"next_check_at" timestamp (3) with time zone,
	"checks" bigint NOT NULL,
	CONSTRAINT "refunds_amount_positive" CHECK ("refunds"."amount" > 0)
);
--> statement-breakpoint
CREATE TABLE "reservations" (
	"id" text PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"variant_id" text NOT NULL,
	"location_id" text NOT NULL,
	"quantity" bigint NOT NULL,
	"status" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reservations_quantity_positive" CHECK ("reservations"."quantity" > 0)
);
--> statement-breakpoint
CREATE TABLE "shipping_rates" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"carrier" text,
	"countries" jsonb,
	"prices" jsonb NOT NULL,
	"minimum_days" bigint NOT NULL,
	"maximum_days" bigint NOT NULL,
	"tax_class" text NOT NULL,
	"position" bigint NOT NULL,
	"active" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stock" (
	"variant_id" text NOT NULL,
	"location_id" text NOT NULL,
	"on_hand" bigint NOT NULL,
	"reserved" bigint NOT NULL,
	"tracked" boolean NOT NULL,
	"backorder" boolean NOT NULL,
	CONSTRAINT "stock_pk" PRIMARY KEY("variant_id","location_id"),
	CONSTRAINT "stock_reserved_not_negative" CHECK ("stock"."reserved" >= 0),
	CONSTRAINT "stock_not_oversold" CHECK ("stock"."reserved" <= "stock"."on_hand" or "stock"."backorder" or not "stock"."tracked")
);
--> statement-breakpoint
CREATE TABLE "stock_movements" (
	"id" text PRIMARY KEY NOT NULL,
	"variant_id" text NOT NULL,
	"location_id" text NOT NULL,
	"quantity" bigint NOT NULL,
	"reason" text NOT NULL,
	"reference" text,
	"note" text,
	"occurred_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "store" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"email" text,
	"default_currency" text NOT NULL,
	"currencies" jsonb NOT NULL,
	"currency_by_country" jsonb NOT NULL,
	"default_country" text NOT NULL,
	"prices_include_tax" boolean NOT NULL,
	"tax_rounding" text NOT NULL,
	"saved_addresses_by_email" boolean NOT NULL,
	CONSTRAINT "store_single_row" CHECK ("store"."id" = 'store')
);
--> statement-breakpoint
CREATE TABLE "tax_exemptions" (
	"customer_id" text NOT NULL,
	"country" text NOT NULL,
	"certificate" text,
	"ends_at" timestamp (3) with time zone,
	CONSTRAINT "tax_exemptions_pk" PRIMARY KEY("customer_id","country")
);
--> statement-breakpoint
CREATE TABLE "tax_rates" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"country" text NOT NULL,
	"region" text NOT NULL,
	"postal_prefix" text NOT NULL,
	"tax_class" text NOT NULL,
	"rate_ppm" bigint NOT NULL,
	"applies_to_shipping" boolean NOT NULL,
	"stacking" text NOT NULL,
	CONSTRAINT "tax_rates_rate_ppm" CHECK ("tax_rates"."rate_ppm" between 0 and 1000000)
);
--> statement-breakpoint
CREATE TABLE "variants" (
	"id" text PRIMARY KEY NOT NULL,
	"product_id" text NOT NULL,
	"position" bigint NOT NULL,
	"archived" boolean NOT NULL,
	"sku" text,
	"barcode" text,
	"title" text,
	"options" jsonb NOT NULL,
	"weight_grams" bigint,
	"requires_shipping" boolean NOT NULL,
	"tax_class" text NOT NULL,
	"media" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "variants" ADD CONSTRAINT "variants_product" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "carts_expiry" ON "carts" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "categories_handle" ON "categories" USING btree ("handle");--> statement-breakpoint
CREATE UNIQUE INDEX "categories_path" ON "categories" USING btree ("path_key");--> statement-breakpoint
CREATE INDEX "categories_by_title" ON "categories" USING btree ("title_key");--> statement-breakpoint
CREATE INDEX "categories_by_parent" ON "categories" USING btree ("parent_id");--> statement-breakpoint
CREATE UNIQUE INDEX "checkouts_open_cart" ON "checkouts" USING btree ("cart_id") WHERE "checkouts"."status" not in ('completed', 'canceled');--> statement-breakpoint
CREATE INDEX "checkouts_expiry" ON "checkouts" USING btree ("status","expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "customer_addresses_fingerprint" ON "customer_addresses" USING btree ("customer_id","fingerprint");--> statement-breakpoint
CREATE UNIQUE INDEX "customers_email" ON "customers" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "gift_card_entries_key" ON "gift_card_entries" USING btree ("key");--> statement-breakpoint
CREATE INDEX "gift_card_entries_card" ON "gift_card_entries" USING btree ("gift_card_id");--> statement-breakpoint
CREATE UNIQUE INDEX "gift_cards_code" ON "gift_cards" USING btree ("code_hash");--> statement-breakpoint
CREATE INDEX "idempotency_expires" ON "idempotency" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "idempotency_reference" ON "idempotency" USING btree ("reference") WHERE "idempotency"."reference" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "order_adjustments_order" ON "order_adjustments" USING btree ("order_id","position");--> statement-breakpoint
CREATE INDEX "order_adjustments_refund" ON "order_adjustments" USING btree ("refund_id");--> statement-breakpoint
CREATE UNIQUE INDEX "order_events_order" ON "order_events" USING btree ("order_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "orders_number" ON "orders" USING btree ("number");--> statement-breakpoint
CREATE UNIQUE INDEX "orders_checkout" ON "orders" USING btree ("checkout_id");--> statement-breakpoint
CREATE UNIQUE INDEX "orders_permalink" ON "orders" USING btree ("permalink_token");--> statement-breakpoint
CREATE INDEX "orders_owner" ON "orders" USING btree ("owner_id","placed_at");--> statement-breakpoint
CREATE INDEX "orders_customer" ON "orders" USING btree ("customer_id","placed_at");--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("id") WHERE "outbox"."delivered_at" is null;--> statement-breakpoint
CREATE INDEX "outbox_delivered" ON "outbox" USING btree ("delivered_at") WHERE "outbox"."delivered_at" is not null;--> statement-breakpoint
CREATE INDEX "payments_reference" ON "payments" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "payments_due" ON "payments" USING btree ("status","next_check_at");--> statement-breakpoint
CREATE INDEX "policy_passages_by_policy" ON "policy_passages" USING btree ("policy_slug","position");--> statement-breakpoint
CREATE INDEX "price_history_by_variant" ON "price_history" USING btree ("variant_id","currency","since");--> statement-breakpoint
CREATE INDEX "price_list_prices_by_list" ON "price_list_prices" USING btree ("price_list_id");--> statement-breakpoint
CREATE INDEX "product_categories_by_newest" ON "product_categories" USING btree ("category_id","product_created_at","product_id");--> statement-breakpoint
CREATE INDEX "product_categories_by_product" ON "product_categories" USING btree ("product_id");--> statement-breakpoint
CREATE INDEX "product_prices_by_price" ON "product_prices" USING btree ("currency","min_amount","product_id");--> statement-breakpoint
CREATE UNIQUE INDEX "products_handle" ON "products" USING btree ("handle");--> statement-breakpoint
CREATE INDEX "products_by_newest" ON "products" USING btree ("status","created_at","id");--> statement-breakpoint
CREATE INDEX "products_by_title" ON "products" USING btree ("status","title_key","id");--> statement-breakpoint
CREATE INDEX "products_by_brand" ON "products" USING btree ("brand_key","status","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "promotions_code" ON "promotions" USING btree ("code_key");--> statement-breakpoint
CREATE INDEX "refunds_payment" ON "refunds" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "refunds_due" ON "refunds" USING btree ("status","next_check_at");--> statement-breakpoint
CREATE INDEX "reservations_reference" ON "reservations" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "reservations_due" ON "reservations" USING btree ("status","expires_at");--> statement-breakpoint
CREATE INDEX "reservations_variant" ON "reservations" USING btree ("variant_id","status");--> statement-breakpoint
CREATE INDEX "stock_movements_variant" ON "stock_movements" USING btree ("variant_id","occurred_at");--> statement-breakpoint
CREATE UNIQUE INDEX "tax_rates_zone" ON "tax_rates" USING btree ("country","region","postal_prefix","tax_class");--> statement-breakpoint
CREATE UNIQUE INDEX "variants_sku" ON "variants" USING btree ("sku") WHERE not "variants"."archived";--> statement-breakpoint
CREATE INDEX "variants_by_product" ON "variants" USING btree ("product_id","position");