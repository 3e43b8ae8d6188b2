-- H2 writes the file each time when the numbers that it set aside are used up, which was after 32. After a crash up to 10,000 are left out.
ALTER SEQUENCE user_version CACHE 10000;
