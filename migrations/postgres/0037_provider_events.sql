CREATE TABLE "provider_events" (
	"handler_id" text NOT NULL,
	"id" text NOT NULL,
	"type" text NOT NULL,
	"subject" text NOT NULL,
	"payment_id" text NOT NULL,
	"dispute_id" text,
	"received_at" timestamp (3) with time zone NOT NULL,
	"next_check_at" timestamp (3) with time zone,
	"checks" bigint NOT NULL,
	CONSTRAINT "provider_events_pk" PRIMARY KEY("handler_id","id")
);
--> statement-breakpoint
CREATE INDEX "provider_events_due" ON "provider_events" USING btree ("next_check_at") WHERE "provider_events"."next_check_at" is not null;--> statement-breakpoint
CREATE INDEX "provider_events_received" ON "provider_events" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "payments_provider" ON "payments" USING btree ("provider_id");