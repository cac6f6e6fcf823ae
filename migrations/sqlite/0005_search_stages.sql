-- PostgreSQL gets row numbers here, which full-text search on SQLite has from the start. What many small writes left of the
-- index is merged once, so that reading it is quick.
INSERT INTO `product_search` (`product_search`) VALUES ('optimize');
