-- What gift cards paid names its card from now on.
update `payments` set `gift_card_id` = (select `gift_card_id` from `gift_card_payments` where `payment_id` = `payments`.`id`) where `handler_id` = 'gift_card';
--> statement-breakpoint
update `gift_card_entries` set `payment_id` = `key` where `reason` = 'spent';
