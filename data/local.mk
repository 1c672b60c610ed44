systemdsystemunit_DATA = data/systemd/gistwired.service
confdir = $(sysconfdir)/gistwire
dist_conf_DATA = data/gistwire.conf
dist_man_MANS = data/man/gistwire.1 data/man/gistwired.8 data/man/gistwire-deliver.8 data/man/gistwire.conf.5
EXTRA_DIST += data/systemd/gistwired.service data/systemd/gistwire.sysusers data/systemd/gistwire.tmpfiles
