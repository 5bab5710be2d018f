-- What a failing disk gives back must be told from what was written; SQLite itself keeps no sums of its pages.
ALTER TABLE operations ADD COLUMN sum BLOB CHECK (sum IS NULL OR length(sum) = 8); -- of all that never changes in the row; absent in rows from before
