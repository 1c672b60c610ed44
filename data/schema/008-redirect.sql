-- Gistwire, version 8: a link asks whether anything published has it, and is answered by one page of this index.

CREATE INDEX item_published ON item (newsletter) WHERE state = 'published';
