-- PostgreSQL gets a table of headings here. Full-text search on SQLite keeps its columns apart from the start, and has no
-- index of this name.
DROP INDEX IF EXISTS `product_search_heading`;
