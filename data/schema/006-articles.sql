-- Gistwire, version 6: articles that newsletters name, and digests.

-- What the newsletters of a feed name, as long as a feed of articles or a digest is made from it: one row per feed and address. It stays when
-- nobody names it any more, so that it comes back under its guid.
CREATE TABLE article (
  row INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
  hash INTEGER NOT NULL,             -- with rest: of the address in normal form (ArticleKey)
  rest INTEGER NOT NULL,
  guid TEXT NOT NULL                 -- urn:uuid:..., never changes
) STRICT;
CREATE INDEX article_key ON article (source, hash);

-- By which link of its newsletter an item names it. What counts is items that are published.
CREATE TABLE mention (
  item INTEGER NOT NULL REFERENCES item ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,          -- link.ordinal
  article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  PRIMARY KEY (item, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_article ON mention (article, item);

-- An item of a digest feed. What it says was written when it was made and stays, whatever becomes of the newsletters.
CREATE TABLE digest (
  row INTEGER PRIMARY KEY AUTOINCREMENT,
  feed INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
  period TEXT NOT NULL,              -- the local day on which it ended: '2026-11-23'
  id TEXT NOT NULL UNIQUE,           -- in /digests/ID
  guid TEXT NOT NULL,                -- urn:uuid:..., never changes
  since INTEGER NOT NULL,            -- time when the period began
  until INTEGER NOT NULL,            -- time when it ended, at which the digest is published
  UNIQUE (feed, period)
) STRICT;
CREATE INDEX digest_in_feed ON digest (feed, until);

CREATE TABLE digest_line (
  digest INTEGER NOT NULL REFERENCES digest ON DELETE CASCADE,
  position INTEGER NOT NULL,         -- 0, 1, ...
  kind TEXT NOT NULL,                -- 'topic', 'link' or 'newsletter'
  text TEXT NOT NULL,                -- the topic, the title or the subject
  detail TEXT NOT NULL,              -- a sentence about it; '' when there is none
  names TEXT NOT NULL,               -- who sent it or named it, one name per line
  count INTEGER NOT NULL,            -- of newsletters with that topic, of senders who named the link
  host TEXT NOT NULL,                -- of a link's target; ''
  link TEXT NOT NULL,                -- link.id to go on by; '' when there is none
  item INTEGER NOT NULL,             -- item.row of a newsletter that the digest covers, which may be gone since; else 0
  PRIMARY KEY (digest, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX digest_line_item ON digest_line (item) WHERE item <> 0;
