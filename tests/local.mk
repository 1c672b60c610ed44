# Unit tests: tests/unit/<stage>/ mirrors src/<stage>/, one file per module and one
# program per stage. A program links its own stage's archive, model and util: that, too,
# is the dependency rule.
UNIT_LIBS = $(CHECK_LIBS) $(GLIB_LIBS)
UNIT_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/unit $(GLIB_CFLAGS) $(CHECK_CFLAGS) \
  -DTEST_DATA='"$(abs_top_srcdir)/tests/data"'
UNIT_SUPPORT = tests/unit/support.c tests/unit/support.h tests/unit/publish.h
UNIT_FAKE = tests/unit/fake_server.c tests/unit/fake_server.h
UNIT_FAKE_CPPFLAGS = -DFAKE_MODEL='"$(abs_top_builddir)/tests/fake/fake-model"'

TESTS = $(check_PROGRAMS)
AM_TESTS_ENVIRONMENT = G_DEBUG=fatal-warnings; export G_DEBUG; LC_ALL=C.UTF-8; export LC_ALL; TZ=UTC; export TZ; \
  ASAN_OPTIONS=abort_on_error=0:detect_leaks=1; export ASAN_OPTIONS; UBSAN_OPTIONS=print_stacktrace=1; export UBSAN_OPTIONS;

EXTRA_DIST += $(UNIT_SUPPORT)

.PHONY: lint
lint:
	$(top_srcdir)/contrib/lint $(abs_top_srcdir) $(abs_top_builddir)
