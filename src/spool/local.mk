noinst_LIBRARIES += src/spool/libspool.a
src_spool_libspool_a_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS)
src_spool_libspool_a_SOURCES = \
  src/spool/deliver.c src/spool/deliver.h \
  src/spool/maildir.c src/spool/maildir.h \
  src/spool/room.c src/spool/room.h \
  src/spool/watch.c src/spool/watch.h

# The hook links libc and nothing else.
pkglibexec_PROGRAMS += gistwire-deliver
gistwire_deliver_SOURCES = src/gistwire-deliver.c src/spool/deliver.c src/spool/deliver.h

if HAVE_CHECK
check_PROGRAMS += tests/unit/spool/test_spool
tests_unit_spool_test_spool_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_spool_test_spool_SOURCES = $(UNIT_SUPPORT) \
  tests/unit/spool/fixture.c tests/unit/spool/fixture.h \
  tests/unit/spool/main.c \
  tests/unit/spool/suites.h \
  tests/unit/spool/test_deliver.c \
  tests/unit/spool/test_maildir.c \
  tests/unit/spool/test_room.c \
  tests/unit/spool/test_watch.c
tests_unit_spool_test_spool_LDADD = src/spool/libspool.a src/model/libmodel.a src/util/libutil.a $(UNIT_LIBS)
EXTRA_tests_unit_spool_test_spool_DEPENDENCIES = tests/unit/spool/hook tests/unit/spool/faultshim.so
endif

# For tests/e2e/010: the same hook without sanitizers and fortified calls (they do not go with LD_PRELOAD), and the library that makes
# its system calls fail. Built by "make check", never installed.
EXTRA_PROGRAMS += tests/unit/spool/hook
tests_unit_spool_hook_SOURCES = $(gistwire_deliver_SOURCES)
tests_unit_spool_hook_CFLAGS = -std=gnu11 $(WARNING_CFLAGS) -g -O1 -U_FORTIFY_SOURCE
tests_unit_spool_hook_LDFLAGS =

tests/unit/spool/faultshim.so: tests/unit/spool/faultshim.c
	$(AM_V_CC)$(MKDIR_P) tests/unit/spool && $(CC) -std=gnu11 -D_GNU_SOURCE $(WARNING_CFLAGS) -g -O1 -fPIC -shared \
	  -o $@ $(top_srcdir)/tests/unit/spool/faultshim.c

CLEANFILES += tests/unit/spool/hook tests/unit/spool/faultshim.so
EXTRA_DIST += tests/unit/spool/faultshim.c
