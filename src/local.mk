# What several stages may be seen by: the pipeline, its threads, the entry points.
noinst_LIBRARIES += src/libpipeline.a
src_libpipeline_a_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS)
src_libpipeline_a_SOURCES = \
  src/pipeline.c src/pipeline.h \
  src/pipeline-gist.c \
  src/worker.c src/worker.h src/worker-private.h \
  src/worker-decode.c \
  src/worker-disk.c \
  src/worker-gist.c \
  src/worker-model.c \
  src/worker-writer.c

STAGE_LIBS = src/libpipeline.a src/spool/libspool.a src/mail/libmail.a src/gist/libgist.a src/markdown/libmarkdown.a \
  src/store/libstore.a src/model/libmodel.a src/util/libutil.a \
  $(GMIME_LIBS) $(CMARK_LIBS) $(SQLITE_LIBS) $(ZSTD_LIBS) $(CURL_LIBS) $(JANSSON_LIBS) $(GLIB_LIBS)

sbin_PROGRAMS += gistwired
gistwired_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS)
gistwired_SOURCES = src/gistwired.c
gistwired_LDADD = src/web/libweb.a $(STAGE_LIBS) $(WEB_LIBS)

bin_PROGRAMS += gistwire
gistwire_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) $(JANSSON_CFLAGS)
gistwire_SOURCES = src/gistwire.c
gistwire_LDADD = src/cli/libcli.a src/web/libweb.a $(STAGE_LIBS) $(WEB_LIBS)
