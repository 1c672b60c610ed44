-- Gistwire, version 2: what a feed shows.

ALTER TABLE feed ADD COLUMN show TEXT NOT NULL DEFAULT 'gist';     -- 'gist', or 'full': the newsletter's text, too
ALTER TABLE feed ADD COLUMN images INTEGER NOT NULL DEFAULT 0;     -- 1: pages load pictures from senders' servers
ALTER TABLE feed ADD COLUMN status INTEGER NOT NULL DEFAULT 1;     -- 1: it carries an item while something is wrong

-- What is wrong at the moment and the owner should know.
CREATE TABLE trouble (
  name TEXT PRIMARY KEY,             -- 'disk', ...
  since INTEGER NOT NULL             -- time
) STRICT, WITHOUT ROWID;
