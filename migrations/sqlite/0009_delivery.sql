ALTER TABLE `shipping_rates` ADD `zones` text;--> statement-breakpoint
ALTER TABLE `shipping_rates` ADD `except` text;--> statement-breakpoint
ALTER TABLE `shipping_rates` ADD `schedule` text;--> statement-breakpoint
ALTER TABLE `shipping_rates` ADD `shipping_classes` text;--> statement-breakpoint
ALTER TABLE `shipping_rates` ADD `limits` text;--> statement-breakpoint
ALTER TABLE `shipping_rates` ADD `po_boxes` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `variants` ADD `dimensions_mm` text;--> statement-breakpoint
ALTER TABLE `variants` ADD `shipping_class` text DEFAULT 'standard' NOT NULL;