-- Gistwire, version 1. Times are seconds since 1970-01-01 UTC, sizes are bytes, digests are lower-case hex SHA-256.
-- Ids that are seen from outside are 26 characters of random base32. `row` is for joins only, and never used twice.

PRAGMA application_id = 1198093172; -- "Gist"

-- A feed: where newsletters come in (its address) and where they come out (its id).
CREATE TABLE feed (
  row INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,           -- in feed URLs
  address TEXT NOT NULL UNIQUE,      -- local part of the mail address, lower case
  name TEXT NOT NULL UNIQUE,         -- one line
  description TEXT NOT NULL,         -- '' when none
  interests TEXT NOT NULL,           -- what the gist should look for; '' when none
  policy TEXT NOT NULL,              -- 'allow-list' or 'open'
  max_items INTEGER NOT NULL,        -- 0: no cap; -1: the configuration's
  max_bytes INTEGER NOT NULL,        -- bytes; 0: no cap; -1: the configuration's
  version INTEGER NOT NULL,          -- grows with every visible change
  changed INTEGER NOT NULL,          -- time of that change, pushed on by a second when two share one
  created INTEGER NOT NULL           -- time
) STRICT;

-- Addresses that were a feed's once. None of them is given out again, so that mail to the old feed never enters a new one.
CREATE TABLE retired (
  address TEXT PRIMARY KEY,          -- local part, lower case
  since INTEGER NOT NULL             -- time
) STRICT, WITHOUT ROWID;

-- The allow list: whose mail a feed publishes.
CREATE TABLE sender (
  feed INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
  entry TEXT NOT NULL,               -- 'news@x.org', '@x.org', '@.x.org' or 'list-id:x.org', in normal form
  added INTEGER NOT NULL,            -- time
  by TEXT NOT NULL,                  -- 'admin' or 'release'
  PRIMARY KEY (feed, entry)
) STRICT, WITHOUT ROWID;

-- A decoded mail. It lives as long as an item or a waiting row holds it. Markdown comes last: whoever lists
-- headers does not read its pages.
CREATE TABLE newsletter (
  row INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL,              -- digest of the message after its leading run of trace lines
  body_hash TEXT NOT NULL,           -- digest of all after the header block, whatever its line ends
  message_id TEXT,                   -- without <>
  from_name TEXT,
  from_address TEXT,                 -- domain in lower-case A-labels
  subject TEXT NOT NULL,             -- one line; '' when absent
  date INTEGER NOT NULL,             -- the mail's own Date where it can be believed, else that of receipt
  received INTEGER NOT NULL,         -- time
  size INTEGER NOT NULL,             -- bytes of the original message
  verdict TEXT NOT NULL,             -- what From is worth: 'unverified', 'pass', 'fail' or 'forged'
  flags INTEGER NOT NULL,            -- 1 confirmation, 2 text only, 4 truncated, 8 undecoded, 16 repaired
  list_id TEXT,                      -- inside <>, lower case
  list_unsubscribe TEXT,             -- '<...>, <...>'
  web_url TEXT,                      -- "view in browser"
  language TEXT,                     -- BCP 47 primary tag
  words INTEGER NOT NULL,            -- in the Markdown
  decoder_version INTEGER NOT NULL,  -- of the decoder that made this row
  markdown TEXT NOT NULL             -- CommonMark with links as [text](L3)
) STRICT;

-- The original bytes, in a table of their own so that listings stay small.
CREATE TABLE raw (
  newsletter INTEGER PRIMARY KEY REFERENCES newsletter ON DELETE CASCADE,
  zstd BLOB NOT NULL                 -- one zstd frame with content size and checksum
) STRICT;

-- The sender's HTML, washed, for /newsletters/ID/original.
CREATE TABLE original (
  newsletter INTEGER PRIMARY KEY REFERENCES newsletter ON DELETE CASCADE,
  zstd BLOB NOT NULL                 -- as raw.zstd
) STRICT;

-- What was ever stored, so that a mail that comes again is known, even one that was removed since. A removed
-- newsletter leaves nothing but these two digests.
CREATE TABLE seen (
  sha256 TEXT PRIMARY KEY,           -- newsletter.sha256
  twin TEXT,                         -- digest of Message-ID, body hash, From address and verdict; NULL without Message-ID
  newsletter INTEGER REFERENCES newsletter ON DELETE SET NULL -- NULL: removed
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_twin ON seen (twin) WHERE twin IS NOT NULL;
CREATE INDEX seen_newsletter ON seen (newsletter) WHERE newsletter IS NOT NULL;

-- Inline images and attachments.
CREATE TABLE part (
  newsletter INTEGER NOT NULL REFERENCES newsletter ON DELETE CASCADE,
  position INTEGER NOT NULL,         -- 0, 1, ... in the order of the mail
  content_id TEXT,                   -- without <>
  type TEXT NOT NULL,                -- 'image/png', as declared, lower case
  name TEXT NOT NULL,                -- file name without path
  is_inline INTEGER NOT NULL,        -- 0 or 1
  bytes BLOB NOT NULL,
  PRIMARY KEY (newsletter, position)
) STRICT;

-- The links of a newsletter, kept together so that a feed page reads few pages.
CREATE TABLE link (
  newsletter INTEGER NOT NULL REFERENCES newsletter ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,          -- the 3 of (L3)
  id TEXT NOT NULL UNIQUE,           -- in /links/ID
  url TEXT NOT NULL,                 -- where a click goes
  shown_url TEXT,                    -- without tracking, for people to read; NULL when it is url
  text TEXT NOT NULL,                -- one line
  kind TEXT NOT NULL,                -- 'content', 'action', 'social', 'nav', 'sponsor', 'mailto' or 'other'
  PRIMARY KEY (newsletter, ordinal)
) STRICT, WITHOUT ROWID;

-- What a newsletter says, for one set of interests; feeds that would ask the same share it.
CREATE TABLE gist (
  row INTEGER PRIMARY KEY,
  newsletter INTEGER NOT NULL REFERENCES newsletter ON DELETE CASCADE,
  key TEXT NOT NULL,                 -- digest of all that the gist was made from
  provider TEXT NOT NULL,            -- 'extract' or whose model
  model TEXT NOT NULL,               -- '' for 'extract'
  prompt_version INTEGER NOT NULL,
  summary TEXT NOT NULL,             -- paragraphs separated by newlines
  relevant INTEGER NOT NULL,         -- 0 or 1
  why TEXT NOT NULL,                 -- '' when there is nothing to say
  UNIQUE (newsletter, key)
) STRICT;

-- Topics of a gist, in the order of their weight.
CREATE TABLE gist_topic (
  gist INTEGER NOT NULL REFERENCES gist ON DELETE CASCADE,
  position INTEGER NOT NULL,         -- 0, 1, ...
  topic TEXT NOT NULL,
  PRIMARY KEY (gist, position)
) STRICT, WITHOUT ROWID;

-- The links that matter in a gist, in the order of their weight.
CREATE TABLE gist_link (
  gist INTEGER NOT NULL REFERENCES gist ON DELETE CASCADE,
  position INTEGER NOT NULL,         -- 0, 1, ...
  ordinal INTEGER NOT NULL,          -- link.ordinal in the gist's newsletter
  text TEXT NOT NULL,                -- what is behind it, one line
  PRIMARY KEY (gist, position)
) STRICT, WITHOUT ROWID;

-- A newsletter in a feed.
CREATE TABLE item (
  row INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,           -- in /newsletters/ID
  guid TEXT NOT NULL UNIQUE,         -- urn:uuid:..., never changes
  feed INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
  newsletter INTEGER NOT NULL REFERENCES newsletter ON DELETE CASCADE,
  published INTEGER NOT NULL,        -- time when it entered the feed, or would have
  updated INTEGER NOT NULL,          -- time of the last change of what it shows
  state TEXT NOT NULL,               -- 'pending', 'published', 'held' or 'hidden'
  gist INTEGER REFERENCES gist ON DELETE SET NULL, -- the one it shows
  UNIQUE (newsletter, feed)
) STRICT;
CREATE INDEX item_in_feed ON item (feed, state, published);
CREATE INDEX item_pending ON item (state) WHERE state = 'pending';
CREATE INDEX item_gist ON item (gist) WHERE gist IS NOT NULL;

-- Mail that was kept but is in no feed.
CREATE TABLE waiting (
  row INTEGER PRIMARY KEY,
  newsletter INTEGER NOT NULL REFERENCES newsletter ON DELETE CASCADE,
  feed INTEGER REFERENCES feed ON DELETE CASCADE, -- NULL: it named no feed
  recipient TEXT NOT NULL,           -- the address it came to; '' when unknown
  reason TEXT NOT NULL,              -- one line for people
  since INTEGER NOT NULL             -- time
) STRICT;
CREATE UNIQUE INDEX waiting_once ON waiting (newsletter, ifnull(feed, 0), recipient);
CREATE INDEX waiting_feed ON waiting (feed) WHERE feed IS NOT NULL;

-- What happened to every mail that was accepted: one row per mail and event. It refers to nothing, so that it outlives all.
CREATE TABLE mail_log (
  row INTEGER PRIMARY KEY,
  time INTEGER NOT NULL,
  spool_name TEXT NOT NULL,          -- '' when it did not come by the spool
  sender TEXT NOT NULL,              -- of the envelope
  recipients TEXT NOT NULL,          -- of the envelope, separated by ', '
  message_id TEXT NOT NULL,          -- ''
  from_address TEXT NOT NULL,        -- ''
  subject TEXT NOT NULL,             -- ''
  sha256 TEXT NOT NULL,              -- newsletter.sha256; ''
  newsletter_id TEXT NOT NULL,       -- newsletter.id; ''
  outcome TEXT NOT NULL,             -- 'published', 'waiting', 'duplicate', ...
  detail TEXT NOT NULL               -- one line for people
) STRICT;
CREATE INDEX mail_log_spool_name ON mail_log (spool_name, sha256) WHERE spool_name <> '';

-- Spool files that are being decoded at this moment, or were when the program died.
CREATE TABLE attempt (
  spool_name TEXT PRIMARY KEY,
  count INTEGER NOT NULL,            -- how often it was decoded alone without an end
  first INTEGER NOT NULL,            -- time
  last INTEGER NOT NULL              -- time
) STRICT, WITHOUT ROWID;
