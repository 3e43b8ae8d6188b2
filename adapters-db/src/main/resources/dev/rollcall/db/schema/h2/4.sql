CREATE INDEX IF NOT EXISTS users_by_name ON users (name_key_utf8, id_utf8);
