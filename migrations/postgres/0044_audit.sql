CREATE TABLE "audit_entries" (
	"number" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"actor_name" text,
	"credential_id" text,
	"door" text NOT NULL,
	"operation" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text,
	"state_before" jsonb,
	"state_after" jsonb,
	"idempotency_key" text,
	"customer_id" text,
	"redacted_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE INDEX "audit_entries_at" ON "audit_entries" USING btree ("at","number");--> statement-breakpoint
CREATE INDEX "audit_entries_actor" ON "audit_entries" USING btree ("actor_id","at","number");--> statement-breakpoint
CREATE INDEX "audit_entries_operation" ON "audit_entries" USING btree ("operation","at","number");--> statement-breakpoint
CREATE INDEX "audit_entries_subject" ON "audit_entries" USING btree ("subject_type","subject_id","at","number");--> statement-breakpoint
CREATE INDEX "audit_entries_customer" ON "audit_entries" USING btree ("customer_id") WHERE "audit_entries"."customer_id" is not null;