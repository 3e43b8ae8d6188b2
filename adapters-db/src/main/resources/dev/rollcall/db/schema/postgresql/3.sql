-- What orders users by name; see Order.java in the domain. Schema.java fills it for the users who are there.
ALTER TABLE users ADD COLUMN name_key VARCHAR(200) COLLATE "C" NOT NULL DEFAULT '';
