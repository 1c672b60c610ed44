-- Gistwire, version 10: addresses that stay hidden.

-- Addresses that a newsletter can hold although no item or waiting row connects it with them any more: their feed was removed, or it went from the
-- waiting room into another feed. They go with the newsletter.
CREATE TABLE came_to (
  newsletter INTEGER NOT NULL REFERENCES newsletter ON DELETE CASCADE,
  address TEXT NOT NULL,             -- local part, lower case
  PRIMARY KEY (newsletter, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX came_to_address ON came_to (address);

-- Of feeds that are gone already the log tells what came to them.
INSERT OR IGNORE INTO came_to SELECT newsletter.row, retired.address
  FROM retired JOIN mail_log JOIN newsletter ON newsletter.id = mail_log.newsletter_id
  WHERE retired.feed IS NULL AND (instr(lower(mail_log.recipients), retired.address || '@')
    OR instr(lower(mail_log.recipients), retired.address || '+'));
