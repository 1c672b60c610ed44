-- Gistwire, version 7: what has been kept long enough is found by its age, with its size, for what would go is told before.

CREATE INDEX newsletter_received ON newsletter (received, size);
