noinst_LIBRARIES += src/markdown/libmarkdown.a
src_markdown_libmarkdown_a_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS)
src_markdown_libmarkdown_a_SOURCES = \
  src/markdown/entity.c src/markdown/entity.h src/markdown/entity_table.inc
EXTRA_DIST += src/markdown/entity_table.py

if HAVE_CHECK
check_PROGRAMS += tests/unit/markdown/test_markdown
tests_unit_markdown_test_markdown_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_markdown_test_markdown_SOURCES = $(UNIT_SUPPORT) \
  tests/unit/markdown/main.c tests/unit/markdown/suites.h \
  tests/unit/markdown/test_entity.c
tests_unit_markdown_test_markdown_LDADD = src/markdown/libmarkdown.a src/model/libmodel.a src/util/libutil.a $(UNIT_LIBS)
endif
