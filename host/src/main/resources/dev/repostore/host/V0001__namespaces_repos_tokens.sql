-- Times are milliseconds since 1970. A *_key is the name in lower case: names are unique without
-- regard to case.

CREATE TABLE namespaces (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  name         TEXT    NOT NULL,
  name_key     TEXT    NOT NULL UNIQUE,
  jurisdiction TEXT    NOT NULL,
  repo_count   INTEGER NOT NULL DEFAULT 0,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL
);

CREATE TABLE repos (
  seq            INTEGER PRIMARY KEY, -- what other tables of the database know it by
  id             TEXT    NOT NULL UNIQUE,
  namespace_id   INTEGER NOT NULL REFERENCES namespaces (id),
  name           TEXT    NOT NULL,
  name_key       TEXT    NOT NULL,
  description    TEXT,
  default_branch TEXT    NOT NULL,
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL,
  last_push_at   INTEGER NOT NULL, -- -1: never
  source         TEXT,
  read_only      INTEGER NOT NULL,
  status         TEXT    NOT NULL
);

-- One index for each order of the list, with the name to break ties.
CREATE UNIQUE INDEX repos_by_name ON repos (namespace_id, name_key);
CREATE INDEX repos_by_creation ON repos (namespace_id, created_at, name_key);
CREATE INDEX repos_by_update ON repos (namespace_id, updated_at, name_key);
CREATE INDEX repos_by_push ON repos (namespace_id, last_push_at, name_key);

-- Rows that a killed process left unfinished.
CREATE INDEX repos_unfinished ON repos (status) WHERE status <> 'READY';

CREATE TABLE tokens (
  seq        INTEGER PRIMARY KEY AUTOINCREMENT, -- the order they were made in, whatever the clock said
  id         TEXT    NOT NULL UNIQUE,
  repo_id    TEXT    NOT NULL REFERENCES repos (id),
  hash       BLOB    NOT NULL UNIQUE, -- SHA-256; the value itself is kept nowhere
  scope      TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked    INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX tokens_by_repo ON tokens (repo_id, seq);

-- What a second delete is answered with.
CREATE TABLE tombstones (
  seq           INTEGER PRIMARY KEY AUTOINCREMENT,
  namespace_key TEXT    NOT NULL,
  name_key      TEXT    NOT NULL,
  repo_id       TEXT    NOT NULL,
  UNIQUE (namespace_key, name_key)
);
