-- Entries of the audit are added and never changed. One change is let through: both states are taken away for good,
-- because a customer is erased.
CREATE FUNCTION "audit_entries_keep"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	"open" CONSTANT text[] := ARRAY['state_before', 'state_after', 'redacted_at'];
BEGIN
	IF TG_OP = 'UPDATE' THEN
		IF OLD."redacted_at" IS NULL AND NEW."redacted_at" IS NOT NULL
			AND NEW."state_before" IS NULL AND NEW."state_after" IS NULL
			AND to_jsonb(NEW) - "open" = to_jsonb(OLD) - "open"
		THEN
			RETURN NEW;
		END IF;
	END IF;
	RAISE EXCEPTION 'entries of the audit are never changed or removed';
END
$$;
--> statement-breakpoint
CREATE TRIGGER "audit_entries_kept" BEFORE UPDATE OR DELETE ON "audit_entries"
	FOR EACH ROW EXECUTE FUNCTION "audit_entries_keep"();
--> statement-breakpoint
CREATE TRIGGER "audit_entries_emptied" BEFORE TRUNCATE ON "audit_entries"
	FOR EACH STATEMENT EXECUTE FUNCTION "audit_entries_keep"();
