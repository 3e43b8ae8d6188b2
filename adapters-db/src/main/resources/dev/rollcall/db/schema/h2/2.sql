-- The user record grows: whether a user is active, and attributes.

ALTER TABLE users ADD COLUMN IF NOT EXISTS active BOOLEAN DEFAULT TRUE NOT NULL BEFORE version;
-- a JSON object; see UserDocument.java
ALTER TABLE users ADD COLUMN IF NOT EXISTS attributes VARCHAR DEFAULT '{}' NOT NULL BEFORE version;
-- the sort key of the order by id; see Order.java in the domain
ALTER TABLE users ADD COLUMN IF NOT EXISTS id_key_utf8 VARBINARY(131) GENERATED ALWAYS AS (STRINGTOUTF8(
    CASE WHEN REGEXP_LIKE(id, '^[0-9]+$')
        THEN LPAD(CAST(CHAR_LENGTH(TRIM(LEADING '0' FROM id)) AS VARCHAR), 3, '0') || TRIM(LEADING '0' FROM id)
        ELSE '~'
    END));

CREATE INDEX IF NOT EXISTS users_by_id ON users (id_key_utf8, id_utf8);
DROP INDEX IF EXISTS users_in_order;

-- The search texts are rewritten after this script: each line has the words of a field once, and no longer all its ends.
