noinst_LIBRARIES += src/cli/libcli.a
src_cli_libcli_a_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) $(JANSSON_CFLAGS)
src_cli_libcli_a_SOURCES = \
  src/cli/again.c \
  src/cli/allow.c \
  src/cli/cli.c src/cli/cli.h \
  src/cli/diagnose.c src/cli/diagnose.h \
  src/cli/doctor.c \
  src/cli/feed.c \
  src/cli/feed-options.c src/cli/feed-options.h \
  src/cli/filter.c \
  src/cli/import.c \
  src/cli/mailbox.c src/cli/mailbox.h \
  src/cli/money.c src/cli/money.h \
  src/cli/newsletter.c \
  src/cli/opml.c \
  src/cli/preview.c src/cli/preview.h \
  src/cli/preview-feed.c \
  src/cli/search.c \
  src/cli/show.c src/cli/show.h \
  src/cli/space.c src/cli/space.h \
  src/cli/stats.c \
  src/cli/trace.c \
  src/cli/waiting.c

if HAVE_CHECK
check_PROGRAMS += tests/unit/cli/test_cli
tests_unit_cli_test_cli_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_cli_test_cli_SOURCES = $(UNIT_SUPPORT) \
  tests/unit/cli/main.c \
  tests/unit/cli/test_diagnose.c \
  tests/unit/cli/test_mailbox.c
tests_unit_cli_test_cli_LDADD = src/cli/libcli.a src/util/libutil.a $(UNIT_LIBS)
endif
