ALTER TABLE `checkouts` ADD `cleared_at` integer;--> statement-breakpoint
CREATE INDEX `checkouts_of_guests` ON `checkouts` (`expires_at`) WHERE "checkouts"."status" = 'canceled' and "checkouts"."owner_id" is null and "checkouts"."cleared_at" is null;--> statement-breakpoint
ALTER TABLE `store` ADD `guest_checkout_days` integer DEFAULT 30 NOT NULL;