noinst_LIBRARIES += src/model/libmodel.a
src_model_libmodel_a_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS)
src_model_libmodel_a_SOURCES = \
  src/model/feed.c src/model/feed.h \
  src/model/gist.c src/model/gist.h \
  src/model/names.h \
  src/model/newsletter.c src/model/newsletter.h
