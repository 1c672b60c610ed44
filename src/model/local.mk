noinst_LIBRARIES += src/model/libmodel.a
src_model_libmodel_a_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS)
src_model_libmodel_a_SOURCES = \
  src/model/feed.c src/model/feed.h \
  src/model/gist.c src/model/gist.h \
  src/model/names.h \
  src/model/newsletter.c src/model/newsletter.h \
  src/model/query.c src/model/query.h

check_PROGRAMS += tests/fuzz/fuzz_query
tests_fuzz_fuzz_query_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) \
  -DFUZZ_CORPUS='"$(abs_top_srcdir)/tests/fuzz/corpus/query"'
tests_fuzz_fuzz_query_SOURCES = tests/fuzz/fuzz_query.c tests/fuzz/main.c
tests_fuzz_fuzz_query_LDADD = src/model/libmodel.a src/util/libutil.a $(GLIB_LIBS)

if HAVE_CHECK
check_PROGRAMS += tests/unit/model/test_model
tests_unit_model_test_model_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_model_test_model_SOURCES = $(UNIT_SUPPORT) \
  tests/unit/model/main.c tests/unit/model/suites.h \
  tests/unit/model/test_query.c
tests_unit_model_test_model_LDADD = src/model/libmodel.a src/util/libutil.a $(UNIT_LIBS)
endif
