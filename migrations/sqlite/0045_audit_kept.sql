-- Entries of the audit are added and never changed. One change is let through: both states are taken away for good,
-- because a customer is erased. A table that is built anew later loses its triggers and needs them again.
CREATE TRIGGER `audit_entries_changed` BEFORE UPDATE OF
	`number`, `at`, `actor_kind`, `actor_id`, `actor_name`, `credential_id`, `door`, `operation`,
	`subject_type`, `subject_id`, `idempotency_key`, `customer_id`
ON `audit_entries`
BEGIN
	SELECT RAISE(ABORT, 'entries of the audit are never changed');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_entries_redacted` BEFORE UPDATE OF `state_before`, `state_after`, `redacted_at` ON `audit_entries`
WHEN NOT (
	old.`redacted_at` IS NULL AND new.`redacted_at` IS NOT NULL AND new.`state_before` IS NULL AND new.`state_after` IS NULL
)
BEGIN
	SELECT RAISE(ABORT, 'entries of the audit are never changed');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_entries_removed` BEFORE DELETE ON `audit_entries`
BEGIN
	SELECT RAISE(ABORT, 'entries of the audit are never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_entries_replaced` BEFORE INSERT ON `audit_entries`
WHEN EXISTS (SELECT 1 FROM `audit_entries` WHERE `number` = new.`number`)
BEGIN
	SELECT RAISE(ABORT, 'entries of the audit are never changed');
END;
