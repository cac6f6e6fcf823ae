-- What cancelled orders had put back on the shelf before it was noted where it had been taken.
UPDATE reservations SET returned = quantity
WHERE status = 'claimed' AND reference IN (SELECT checkout_id FROM orders WHERE canceled_at IS NOT NULL);
