-- Finds names by any three letters in a row, so that a rare part of a name is found without a look
-- at every name. Holds no names itself.

CREATE VIRTUAL TABLE repo_names USING fts5 (
  name_key, content = '', contentless_delete = 1, columnsize = 1, tokenize = 'trigram'
);

INSERT INTO repo_names (rowid, name_key) SELECT seq, name_key FROM repos;

CREATE TRIGGER repos_named AFTER INSERT ON repos BEGIN
  INSERT INTO repo_names (rowid, name_key) VALUES (new.seq, new.name_key);
END;

CREATE TRIGGER repos_unnamed AFTER DELETE ON repos BEGIN
  DELETE FROM repo_names WHERE rowid = old.seq;
END;
