-- Gistwire, version 7: what has been kept long enough is found by its age.

CREATE INDEX newsletter_received ON newsletter (received, flags);
