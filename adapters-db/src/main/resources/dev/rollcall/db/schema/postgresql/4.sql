-- what remains of the lines of a run: all, differences or changes; see Runs.java in the domain
ALTER TABLE runs ADD COLUMN remains VARCHAR(16) DEFAULT 'all' NOT NULL;
