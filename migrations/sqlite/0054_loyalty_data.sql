-- What the orders that are there left with the shop: paid minus refunded. Cancelled and wholly repaid ones do not count.
INSERT INTO customer_orders (order_id, customer_id, currency, kept, placed_at)
SELECT orders.id, customers.id, orders.currency, coalesce(paid.kept, 0), orders.placed_at
FROM orders
JOIN customers ON customers.id = coalesce(orders.owner_id, orders.customer_id)
LEFT JOIN (
	SELECT reference, sum(amount - refunded) AS kept
	FROM payments WHERE status = 'captured' AND amount > 0 GROUP BY reference
) AS paid ON paid.reference = orders.checkout_id
WHERE orders.canceled_at IS NULL AND (paid.kept IS NULL OR paid.kept > 0);
