-- Finds the tokens that ran out long ago.

CREATE INDEX tokens_by_expiry ON tokens (expires_at);
