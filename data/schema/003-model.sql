-- Gistwire, version 3: gists by language models, their queue and their cost; filters.

ALTER TABLE feed ADD COLUMN language TEXT NOT NULL DEFAULT '';   -- in which gists are written, as a person says it; '': the newsletter's own
ALTER TABLE feed ADD COLUMN hold INTEGER NOT NULL DEFAULT 0;     -- 1: items stay out of the feed until the model answered
ALTER TABLE feed ADD COLUMN hide_irrelevant INTEGER NOT NULL DEFAULT 0; -- 1: what the model calls irrelevant is hidden

-- What a feed does not want, told without a model.
CREATE TABLE filter (
  feed INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
  kind TEXT NOT NULL,                -- 'include-subject', 'exclude-subject' or 'exclude-link'
  pattern TEXT NOT NULL,             -- '*' and '?' are wild
  PRIMARY KEY (feed, kind, pattern)
) STRICT, WITHOUT ROWID;

-- A gist begins as a question to a model: the queue is the rows that are not 'done'.
ALTER TABLE gist ADD COLUMN state TEXT NOT NULL DEFAULT 'done';  -- 'pending', 'in flight', 'done' or 'failed'
ALTER TABLE gist ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0;   -- 1: an item that nobody has seen yet waits for it
ALTER TABLE gist ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0; -- how often it was begun
ALTER TABLE gist ADD COLUMN next_attempt INTEGER NOT NULL DEFAULT 0; -- time, not before
ALTER TABLE gist ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;    -- time of the first attempt; 0: none yet
ALTER TABLE gist ADD COLUMN reason TEXT NOT NULL DEFAULT '';     -- why the last attempt failed, one line
ALTER TABLE gist ADD COLUMN tokens_estimated INTEGER NOT NULL DEFAULT 0; -- of what the model was sent, before any correction
ALTER TABLE gist ADD COLUMN tokens_in INTEGER NOT NULL DEFAULT 0;  -- as the server reports them, all rounds together
ALTER TABLE gist ADD COLUMN tokens_out INTEGER NOT NULL DEFAULT 0;
ALTER TABLE gist ADD COLUMN milliseconds INTEGER NOT NULL DEFAULT 0; -- from question to answer
ALTER TABLE gist ADD COLUMN rounds INTEGER NOT NULL DEFAULT 0;   -- 2: the first answer had to be repaired
ALTER TABLE gist ADD COLUMN dropped INTEGER NOT NULL DEFAULT 0;  -- links in the answer that were not the newsletter's
ALTER TABLE gist ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0; -- per cent of the text that did not fit the question
CREATE INDEX gist_ready ON gist (urgent DESC, next_attempt) WHERE state = 'pending';
CREATE INDEX gist_in_flight ON gist (state) WHERE state = 'in flight';

ALTER TABLE item ADD COLUMN awaits INTEGER REFERENCES gist ON DELETE SET NULL; -- the gist that it will show when it is done
ALTER TABLE item ADD COLUMN ask INTEGER NOT NULL DEFAULT 1;      -- 1: a model may be asked when the item is prepared; 0: imported, rebuilt
ALTER TABLE item ADD COLUMN why TEXT NOT NULL DEFAULT '';        -- of 'hidden': the reason, one line
CREATE INDEX item_new ON item (state) WHERE state = 'pending' AND awaits IS NULL;
CREATE INDEX item_waits ON item (state, published) WHERE state IN ('pending', 'held') AND awaits IS NOT NULL;
CREATE INDEX item_awaits ON item (awaits) WHERE awaits IS NOT NULL;

-- What models cost. The day is that of the answer; the feed is the one that asked first, and no reference, for the money stays spent
-- when the feed goes.
CREATE TABLE usage (
  day TEXT NOT NULL,                 -- 2026-11-23, in UTC
  feed INTEGER NOT NULL,             -- feed.row
  model TEXT NOT NULL,
  calls INTEGER NOT NULL,            -- requests, failed ones too
  tokens_in INTEGER NOT NULL,
  tokens_out INTEGER NOT NULL,
  milliseconds INTEGER NOT NULL,
  PRIMARY KEY (day, feed, model)
) STRICT, WITHOUT ROWID;
