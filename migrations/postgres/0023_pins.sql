CREATE TABLE "list_pins" (
	"list_key" text NOT NULL,
	"product_id" text NOT NULL,
	"place" bigint NOT NULL,
	CONSTRAINT "list_pins_pk" PRIMARY KEY("list_key","product_id")
);
