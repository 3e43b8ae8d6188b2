-- What orders users by name; see Order.java in the domain. Schema.java fills it for the users who are there.
ALTER TABLE users ADD COLUMN IF NOT EXISTS name_key VARCHAR(200) DEFAULT '' NOT NULL;
ALTER TABLE users ADD COLUMN IF NOT EXISTS name_key_utf8 VARBINARY(800) GENERATED ALWAYS AS (STRINGTOUTF8(name_key));
