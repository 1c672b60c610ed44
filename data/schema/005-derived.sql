-- Gistwire, version 5: feeds that are derived from others.

-- What a feed is made of: 'own' (mail to its address), 'all' (every own feed), 'per-sender' (a feed of its own for each sender of the source),
-- 'sender' (one of those; its source is the per-sender feed), 'per-link', 'digest'. A derived feed's address is drawn like every other,
-- shown to nobody, and never looked up.
ALTER TABLE feed ADD COLUMN kind TEXT NOT NULL DEFAULT 'own';
ALTER TABLE feed ADD COLUMN source INTEGER REFERENCES feed ON DELETE CASCADE; -- NULL: 'own', 'all'
ALTER TABLE feed ADD COLUMN sender TEXT;                           -- of 'sender': List-Id, else address in From, of what it shows
ALTER TABLE feed ADD COLUMN guid TEXT;                             -- of 'sender': urn:uuid:... of the item by which its source announces it
ALTER TABLE feed ADD COLUMN most_named INTEGER NOT NULL DEFAULT 0; -- of 'per-link', 1: what most newsletters name comes first
ALTER TABLE feed ADD COLUMN every TEXT NOT NULL DEFAULT '';        -- of 'digest': 'day' or 'week'
ALTER TABLE feed ADD COLUMN at_hour INTEGER NOT NULL DEFAULT 0;    -- of 'digest': 0 to 23
CREATE INDEX feed_kind ON feed (kind);
CREATE UNIQUE INDEX feed_source ON feed (source, sender) WHERE source IS NOT NULL;

-- Where mail went that came to it: what its feed, and what is derived from that, go on hiding.
ALTER TABLE retired ADD COLUMN feed INTEGER REFERENCES feed ON DELETE SET NULL; -- NULL: it is gone
CREATE INDEX retired_feed ON retired (feed) WHERE feed IS NOT NULL;

-- An item of a derived feed follows one of an own feed, and shows what that one shows.
ALTER TABLE item ADD COLUMN source INTEGER REFERENCES item ON DELETE CASCADE; -- NULL: it is a newsletter's that came by mail
CREATE INDEX item_source ON item (source) WHERE source IS NOT NULL;
