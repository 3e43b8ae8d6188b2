CREATE INDEX users_by_name ON users (name_key, id);

-- Finds the lines of a search text by how they begin; see Search.java.
CREATE INDEX IF NOT EXISTS users_search ON users USING gin (array_to_tsvector(array_remove(string_to_array(search, E'\n'), '')));
