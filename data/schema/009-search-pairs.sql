-- Gistwire, version 9: phrases of common words and short prefixes are found faster, and the index gives back what it forgot.

-- Two little words in a row are one more word of the index (src/store/search-words.c), and it has the words' first three letters.
DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (
  subject,
  markdown,
  content = 'search_text',
  content_rowid = 'row',
  tokenize = 'gistwire',
  prefix = '3'
);
INSERT INTO search (search, rank) VALUES ('automerge', 8); -- as in version 4
INSERT INTO search (search) VALUES ('rebuild');
INSERT INTO search (search, rank) VALUES ('usermerge', 2); -- for store_search_compact

-- Newsletters whose words went since it was compacted: FTS5 notes that they went, and drops them when it comes to merge what they are in.
CREATE TABLE search_forgotten (count INTEGER NOT NULL) STRICT;
INSERT INTO search_forgotten VALUES (0);
