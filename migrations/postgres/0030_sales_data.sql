-- Every product that is there begins with no sales counted.
INSERT INTO product_sales (product_id, score) SELECT id, 0 FROM products;
