CREATE TABLE `carts` (
	`id` text PRIMARY KEY NOT NULL,
	`owner_id` text,
	`version` integer NOT NULL,
	`currency` text NOT NULL,
	`lines` text NOT NULL,
	`codes` text NOT NULL,
	`buyer` text,
	`context` text,
	`attribution` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`status` text NOT NULL,
	CONSTRAINT "carts_version_positive" CHECK("carts"."version" > 0)
);
--> statement-breakpoint
CREATE INDEX `carts_expiry` ON `carts` (`expires_at`);--> statement-breakpoint
CREATE TABLE `categories` (
	`id` text PRIMARY KEY NOT NULL,
	`parent_id` text,
	`handle` text NOT NULL,
	`title` text NOT NULL,
	`path` text NOT NULL,
	`path_key` text NOT NULL,
	`title_key` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `categories_handle` ON `categories` (`handle`);--> statement-breakpoint
CREATE UNIQUE INDEX `categories_path` ON `categories` (`path_key`);--> statement-breakpoint
CREATE INDEX `categories_by_title` ON `categories` (`title_key`);--> statement-breakpoint
CREATE INDEX `categories_by_parent` ON `categories` (`parent_id`);--> statement-breakpoint
CREATE TABLE `checkouts` (
	`id` text PRIMARY KEY NOT NULL,
	`owner_id` text,
	`version` integer NOT NULL,
	`currency` text NOT NULL,
	`lines` text NOT NULL,
	`codes` text NOT NULL,
	`buyer` text,
	`context` text,
	`attribution` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`status` text NOT NULL,
	`cart_id` text,
	`cart_version` integer,
	`destinations` text NOT NULL,
	`selected_destination_id` text,
	`selected_option_id` text,
	`shown_total` integer NOT NULL,
	`agreement` text,
	`payment_id` text,
	`attempts` integer NOT NULL,
	`failure` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `checkouts_open_cart` ON `checkouts` (`cart_id`) WHERE "checkouts"."status" not in ('completed', 'canceled');--> statement-breakpoint
CREATE INDEX `checkouts_expiry` ON `checkouts` (`status`,`expires_at`);--> statement-breakpoint
CREATE TABLE `counters` (
	`name` text PRIMARY KEY NOT NULL,
	`value` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `customer_addresses` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`address` text NOT NULL,
	`fingerprint` text NOT NULL,
	`last_used_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `customer_addresses_fingerprint` ON `customer_addresses` (`customer_id`,`fingerprint`);--> statement-breakpoint
CREATE TABLE `customers` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`first_name` text,
	`last_name` text,
	`phone_number` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `customers_email` ON `customers` (`email`);--> statement-breakpoint
CREATE TABLE `demo_bank` (
	`payment_id` text PRIMARY KEY NOT NULL,
	`idempotency_key` text NOT NULL,
	`token` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	`refunds` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `gift_card_entries` (
	`number` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`gift_card_id` text NOT NULL,
	`at` integer NOT NULL,
	`amount` integer NOT NULL,
	`reason` text NOT NULL,
	`key` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `gift_card_entries_key` ON `gift_card_entries` (`key`);--> statement-breakpoint
CREATE INDEX `gift_card_entries_card` ON `gift_card_entries` (`gift_card_id`);--> statement-breakpoint
CREATE TABLE `gift_card_payments` (
	`payment_id` text PRIMARY KEY NOT NULL,
	`gift_card_id` text,
	`status` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`refunded` integer NOT NULL,
	`failure` text,
	CONSTRAINT "gift_card_payments_refunded_within" CHECK("gift_card_payments"."refunded" between 0 and "gift_card_payments"."amount")
);
--> statement-breakpoint
CREATE TABLE `gift_cards` (
	`id` text PRIMARY KEY NOT NULL,
	`code_hash` text NOT NULL,
	`kind` text NOT NULL,
	`currency` text NOT NULL,
	`balance` integer NOT NULL,
	`ends_at` integer,
	`created_at` integer NOT NULL,
	CONSTRAINT "gift_cards_balance_not_negative" CHECK("gift_cards"."balance" >= 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `gift_cards_code` ON `gift_cards` (`code_hash`);--> statement-breakpoint
CREATE TABLE `idempotency` (
	`actor_key` text NOT NULL,
	`operation` text NOT NULL,
	`key` text NOT NULL,
	`body_hash` text NOT NULL,
	`state` text NOT NULL,
	`reference` text,
	`answer` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`actor_key`, `operation`, `key`),
	CONSTRAINT "idempotency_state" CHECK("idempotency"."state" in ('in_flight', 'awaiting', 'done'))
);
--> statement-breakpoint
CREATE INDEX `idempotency_expires` ON `idempotency` (`expires_at`);--> statement-breakpoint
CREATE INDEX `idempotency_reference` ON `idempotency` (`reference`) WHERE "idempotency"."reference" is not null;--> statement-breakpoint
CREATE TABLE `order_adjustments` (
	`id` text PRIMARY KEY NOT NULL,
	`order_id` text NOT NULL,
	`position` integer NOT NULL,
	`refund_id` text,
	`status` text NOT NULL,
	`adjustment` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `order_adjustments_order` ON `order_adjustments` (`order_id`,`position`);--> statement-breakpoint
CREATE INDEX `order_adjustments_refund` ON `order_adjustments` (`refund_id`);--> statement-breakpoint
CREATE TABLE `order_events` (
	`id` text PRIMARY KEY NOT NULL,
	`order_id` text NOT NULL,
	`position` integer NOT NULL,
	`event` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `order_events_order` ON `order_events` (`order_id`,`position`);--> statement-breakpoint
CREATE TABLE `order_lines` (
	`order_id` text NOT NULL,
	`id` text NOT NULL,
	`position` integer NOT NULL,
	`variant_id` text NOT NULL,
	`sku` text,
	`title` text NOT NULL,
	`image_url` text,
	`unit_amount` integer NOT NULL,
	`original_quantity` integer NOT NULL,
	`quantity` integer NOT NULL,
	`totals` text NOT NULL,
	PRIMARY KEY(`order_id`, `id`),
	CONSTRAINT "order_lines_quantity" CHECK("order_lines"."quantity" between 0 and "order_lines"."original_quantity")
);
--> statement-breakpoint
CREATE TABLE `orders` (
	`id` text PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	`checkout_id` text NOT NULL,
	`owner_id` text,
	`customer_id` text,
	`permalink_token` text NOT NULL,
	`version` integer NOT NULL,
	`buyer` text NOT NULL,
	`currency` text NOT NULL,
	`totals` text NOT NULL,
	`discounts` text NOT NULL,
	`taxes` text NOT NULL,
	`expectations` text NOT NULL,
	`promotion_ids` text NOT NULL,
	`attribution` text,
	`placed_at` integer NOT NULL,
	`canceled_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `orders_number` ON `orders` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `orders_checkout` ON `orders` (`checkout_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `orders_permalink` ON `orders` (`permalink_token`);--> statement-breakpoint
CREATE INDEX `orders_owner` ON `orders` (`owner_id`,`placed_at`);--> statement-breakpoint
CREATE INDEX `orders_customer` ON `orders` (`customer_id`,`placed_at`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`type` text NOT NULL,
	`payload` text NOT NULL,
	`occurred_at` integer NOT NULL,
	`delivered_at` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`claimed_until` integer
);
--> statement-breakpoint
CREATE INDEX `outbox_waiting` ON `outbox` (`id`) WHERE "outbox"."delivered_at" is null;--> statement-breakpoint
CREATE INDEX `outbox_delivered` ON `outbox` (`delivered_at`) WHERE "outbox"."delivered_at" is not null;--> statement-breakpoint
CREATE TABLE `payments` (
	`id` text PRIMARY KEY NOT NULL,
	`reference` text NOT NULL,
	`handler_id` text NOT NULL,
	`status` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`refunded` integer NOT NULL,
	`provider_id` text,
	`instrument` text NOT NULL,
	`awaits_person` integer NOT NULL,
	`failure` text,
	`created_at` integer NOT NULL,
	`next_check_at` integer,
	`checks` integer NOT NULL,
	CONSTRAINT "payments_amount_positive" CHECK("payments"."amount" > 0),
	CONSTRAINT "payments_refunded_within" CHECK("payments"."refunded" between 0 and "payments"."amount")
);
--> statement-breakpoint
CREATE INDEX `payments_reference` ON `payments` (`reference`);--> statement-breakpoint
CREATE INDEX `payments_due` ON `payments` (`status`,`next_check_at`);--> statement-breakpoint
CREATE TABLE `policies` (
	`slug` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `policy_passages` (
	`number` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`policy_slug` text NOT NULL,
	`position` integer NOT NULL,
	`heading` text,
	`text` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `policy_passages_by_policy` ON `policy_passages` (`policy_slug`,`position`);--> statement-breakpoint
CREATE TABLE `price_history` (
	`number` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`variant_id` text NOT NULL,
	`currency` text NOT NULL,
	`since` integer NOT NULL,
	`amount` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `price_history_by_variant` ON `price_history` (`variant_id`,`currency`,`since`);--> statement-breakpoint
CREATE TABLE `price_list_prices` (
	`variant_id` text NOT NULL,
	`price_list_id` text NOT NULL,
	`minimum_quantity` integer NOT NULL,
	`amount` integer NOT NULL,
	PRIMARY KEY(`variant_id`, `price_list_id`, `minimum_quantity`),
	CONSTRAINT "price_list_prices_amount_not_negative" CHECK("price_list_prices"."amount" >= 0)
);
--> statement-breakpoint
CREATE INDEX `price_list_prices_by_list` ON `price_list_prices` (`price_list_id`);--> statement-breakpoint
CREATE TABLE `price_lists` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`currency` text NOT NULL,
	`customer_group` text,
	`starts_at` integer,
	`ends_at` integer,
	`active` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `prices` (
	`variant_id` text NOT NULL,
	`currency` text NOT NULL,
	`amount` integer NOT NULL,
	`compare_at` integer,
	PRIMARY KEY(`variant_id`, `currency`),
	CONSTRAINT "prices_amount_not_negative" CHECK("prices"."amount" >= 0),
	CONSTRAINT "prices_compare_at_not_negative" CHECK("prices"."compare_at" >= 0)
);
--> statement-breakpoint
CREATE TABLE `product_categories` (
	`category_id` text NOT NULL,
	`product_id` text NOT NULL,
	`position` integer,
	`product_created_at` integer NOT NULL,
	PRIMARY KEY(`category_id`, `product_id`)
);
--> statement-breakpoint
CREATE INDEX `product_categories_by_newest` ON `product_categories` (`category_id`,`product_created_at`,`product_id`);--> statement-breakpoint
CREATE INDEX `product_categories_by_product` ON `product_categories` (`product_id`);--> statement-breakpoint
CREATE TABLE `product_prices` (
	`product_id` text NOT NULL,
	`currency` text NOT NULL,
	`min_amount` integer NOT NULL,
	`max_amount` integer NOT NULL,
	`min_list_amount` integer NOT NULL,
	`max_list_amount` integer NOT NULL,
	PRIMARY KEY(`product_id`, `currency`)
);
--> statement-breakpoint
CREATE INDEX `product_prices_by_price` ON `product_prices` (`currency`,`min_amount`,`product_id`);--> statement-breakpoint
CREATE TABLE `products` (
	`id` text PRIMARY KEY NOT NULL,
	`handle` text NOT NULL,
	`title` text NOT NULL,
	`title_key` text NOT NULL,
	`status` text NOT NULL,
	`brand` text,
	`brand_key` text,
	`product_type` text,
	`tags` text NOT NULL,
	`attributes` text NOT NULL,
	`media` text NOT NULL,
	`description` text,
	`plain` text NOT NULL,
	`html` text,
	`summary` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `products_handle` ON `products` (`handle`);--> statement-breakpoint
CREATE INDEX `products_by_newest` ON `products` (`status`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `products_by_title` ON `products` (`status`,`title_key`,`id`);--> statement-breakpoint
CREATE INDEX `products_by_brand` ON `products` (`brand_key`,`status`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `promotion_uses` (
	`promotion_id` text NOT NULL,
	`email` text NOT NULL,
	`used` integer NOT NULL,
	PRIMARY KEY(`promotion_id`, `email`),
	CONSTRAINT "promotion_uses_not_negative" CHECK("promotion_uses"."used" >= 0)
);
--> statement-breakpoint
CREATE TABLE `promotions` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text,
	`code_key` text,
	`title` text NOT NULL,
	`benefit` text NOT NULL,
	`applies_to` text,
	`minimum_subtotals` text,
	`minimum_quantity` integer,
	`first_order_only` integer NOT NULL,
	`starts_at` integer,
	`ends_at` integer,
	`usage_limit` integer,
	`limit_per_customer` integer,
	`used` integer NOT NULL,
	`active` integer NOT NULL,
	`priority` integer NOT NULL,
	`is_combinable` integer NOT NULL,
	CONSTRAINT "promotions_used_not_negative" CHECK("promotions"."used" >= 0),
	CONSTRAINT "promotions_code_has_key" CHECK(("promotions"."code" is null) = ("promotions"."code_key" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `promotions_code` ON `promotions` (`code_key`);--> statement-breakpoint
CREATE TABLE `refunds` (
	`id` text PRIMARY KEY NOT NULL,
	`payment_id` text NOT NULL,
	`status` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`reason` text NOT NULL,
	`provider_id` text,
	`created_at` integer NOT NULL,
	`next_check_at` integer,
	`checks` integer NOT NULL,
	CONSTRAINT "refunds_amount_positive" CHECK("refunds"."amount" > 0)
);
--> statement-breakpoint
CREATE INDEX `refunds_payment` ON `refunds` (`payment_id`);--> statement-breakpoint
CREATE INDEX `refunds_due` ON `refunds` (`status`,`next_check_at`);--> statement-breakpoint
CREATE TABLE `reservations` (
	`id` text PRIMARY KEY NOT NULL,
	`reference` text NOT NULL,
	`variant_id` text NOT NULL,
	`location_id` text NOT NULL,
	`quantity` integer NOT NULL,
	`status` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "reservations_quantity_positive" CHECK("reservations"."quantity" > 0)
);
--> statement-breakpoint
CREATE INDEX `reservations_reference` ON `reservations` (`reference`);--> statement-breakpoint
CREATE INDEX `reservations_due` ON `reservations` (`status`,`expires_at`);--> statement-breakpoint
CREATE INDEX `reservations_variant` ON `reservations` (`variant_id`,`status`);--> statement-breakpoint
CREATE TABLE `shipping_rates` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`carrier` text,
	`countries` text,
	`prices` text NOT NULL,
	`minimum_days` integer NOT NULL,
	`maximum_days` integer NOT NULL,
	`tax_class` text NOT NULL,
	`position` integer NOT NULL,
	`active` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `stock` (
	`variant_id` text NOT NULL,
	`location_id` text NOT NULL,
	`on_hand` integer NOT NULL,
	`reserved` integer NOT NULL,
	`tracked` integer NOT NULL,
	`backorder` integer NOT NULL,
	PRIMARY KEY(`variant_id`, `location_id`),
	CONSTRAINT "stock_reserved_not_negative" CHECK("stock"."reserved" >= 0),
	CONSTRAINT "stock_not_oversold" CHECK("stock"."reserved" <= "stock"."on_hand" or "stock"."backorder" or not "stock"."tracked")
);
--> statement-breakpoint
CREATE TABLE `stock_movements` (
	`id` text PRIMARY KEY NOT NULL,
	`variant_id` text NOT NULL,
	`location_id` text NOT NULL,
	`quantity` integer NOT NULL,
	`reason` text NOT NULL,
	`reference` text,
	`note` text,
	`occurred_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `stock_movements_variant` ON `stock_movements` (`variant_id`,`occurred_at`);--> statement-breakpoint
CREATE TABLE `store` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`description` text,
	`email` text,
	`default_currency` text NOT NULL,
	`currencies` text NOT NULL,
	`currency_by_country` text NOT NULL,
	`default_country` text NOT NULL,
	`prices_include_tax` integer NOT NULL,
	`tax_rounding` text NOT NULL,
	`saved_addresses_by_email` integer NOT NULL,
	CONSTRAINT "store_single_row" CHECK("store"."id" = 'store')
);
--> statement-breakpoint
CREATE TABLE `tax_exemptions` (
	`customer_id` text NOT NULL,
	`country` text NOT NULL,
	`certificate` text,
	`ends_at` integer,
	PRIMARY KEY(`customer_id`, `country`)
);
--> statement-breakpoint
CREATE TABLE `tax_rates` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`country` text NOT NULL,
	`region` text NOT NULL,
	`postal_prefix` text NOT NULL,
	`tax_class` text NOT NULL,
	`rate_ppm` integer NOT NULL,
	`applies_to_shipping` integer NOT NULL,
	`stacking` text NOT NULL,
	CONSTRAINT "tax_rates_rate_ppm" CHECK("tax_rates"."rate_ppm" between 0 and 1000000)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tax_rates_zone` ON `tax_rates` (`country`,`region`,`postal_prefix`,`tax_class`);--> statement-breakpoint
CREATE TABLE `variants` (
	`id` text PRIMARY KEY NOT NULL,
	`product_id` text NOT NULL,
	`position` integer NOT NULL,
	`archived` integer NOT NULL,
	`sku` text,
	`barcode` text,
	`title` text,
	`options` text NOT NULL,
	`weight_grams` integer,
	`requires_shipping` integer NOT NULL,
	`tax_class` text NOT NULL,
	`media` text NOT NULL,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `variants_sku` ON `variants` (`sku`) WHERE not "variants"."archived";--> statement-breakpoint
CREATE INDEX `variants_by_product` ON `variants` (`product_id`,`position`);