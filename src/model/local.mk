noinst_LIBRARIES += src/model/libmodel.a
src_model_libmodel_a_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS)
src_model_libmodel_a_SOURCES = \
  src/model/article.c src/model/article.h \
  src/model/boilerplate.c src/model/boilerplate.h \
  src/model/feed.c src/model/feed.h \
  src/model/filter.c src/model/filter.h \
  src/model/gist.c src/model/gist.h \
  src/model/issue.c src/model/issue.h \
  src/model/label.c src/model/label.h \
  src/model/names.h \
  src/model/newsletter.c src/model/newsletter.h \
  src/model/phrases.c src/model/phrases.h \
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
  tests/unit/model/test_article.c \
  tests/unit/model/test_boilerplate.c \
  tests/unit/model/test_filter.c \
  tests/unit/model/test_issue.c \
  tests/unit/model/test_label.c \
  tests/unit/model/test_query.c
tests_unit_model_test_model_LDADD = src/model/libmodel.a src/util/libutil.a $(UNIT_LIBS)
endif

check_PROGRAMS += tests/fuzz/fuzz_article
tests_fuzz_fuzz_article_CPPFLAGS = $(UNIT_CPPFLAGS) -DFUZZ_CORPUS='"$(abs_top_srcdir)/tests/fuzz/corpus/article"'
tests_fuzz_fuzz_article_SOURCES = tests/fuzz/fuzz_article.c tests/fuzz/main.c
tests_fuzz_fuzz_article_LDADD = src/model/libmodel.a src/util/libutil.a $(GLIB_LIBS)
