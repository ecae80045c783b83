-- A password found in a file, or on record, is no API key.
ALTER TYPE credential_kind ADD VALUE IF NOT EXISTS 'password';
