CREATE TABLE "customer_group_members" (
	"group_name" text NOT NULL,
	"member" text NOT NULL,
	"starts_at" timestamp (3) with time zone,
	"ends_at" timestamp (3) with time zone,
	CONSTRAINT "customer_group_members_pk" PRIMARY KEY("group_name","member")
);
--> statement-breakpoint
CREATE TABLE "customer_groups" (
	"name" text PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "customer_group_members_member" ON "customer_group_members" USING btree ("member");