-- What was sold below zero before there were policies is still sold so.
INSERT INTO stock_policies (variant_id, rule, location_id)
SELECT variant_id, 'backorder', location_id FROM stock WHERE backorder;
