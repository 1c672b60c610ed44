noinst_LIBRARIES += src/store/libstore.a
src_store_libstore_a_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) $(SQLITE_CFLAGS) $(ZSTD_CFLAGS)
src_store_libstore_a_SOURCES = \
  src/store/address.c \
  src/store/article.c \
  src/store/article-list.c \
  src/store/attempt.c \
  src/store/check.c \
  src/store/compress.c src/store/compress.h \
  src/store/derive.c \
  src/store/feed.c \
  src/store/feed-bump.c \
  src/store/filter.c \
  src/store/gist.c \
  src/store/issue.c \
  src/store/item.c \
  src/store/item-change.c \
  src/store/keep.c \
  src/store/lock.c src/store/lock.h \
  src/store/log.c \
  src/store/migrate.c src/store/migrate.h \
  src/store/newsletter.c \
  src/store/open.c \
  src/store/queue.c \
  src/store/rebuild.c \
  src/store/search.c \
  src/store/search-index.c \
  src/store/search-words.c src/store/search-words.h \
  src/store/seen.c \
  src/store/sender.c \
  src/store/stats.c \
  src/store/space.c \
  src/store/statement.c src/store/statement.h \
  src/store/store.h src/store/upkeep.h src/store/store-private.h \
  src/store/transaction.c \
  src/store/trouble.c \
  src/store/usage.c \
  src/store/waiting.c
nodist_src_store_libstore_a_SOURCES = src/store/schema.c

# The migrations, in order. Files that a release had are never edited again.
STORE_SCHEMA = \
  $(top_srcdir)/data/schema/001-begin.sql \
  $(top_srcdir)/data/schema/002-feed-show.sql \
  $(top_srcdir)/data/schema/003-model.sql \
  $(top_srcdir)/data/schema/004-search.sql \
  $(top_srcdir)/data/schema/005-derived.sql \
  $(top_srcdir)/data/schema/006-articles.sql \
  $(top_srcdir)/data/schema/007-retention.sql \
  $(top_srcdir)/data/schema/008-redirect.sql \
  $(top_srcdir)/data/schema/009-search-pairs.sql \
  $(top_srcdir)/data/schema/010-came-to.sql
src/store/schema.c: $(STORE_SCHEMA) $(top_srcdir)/src/store/schema.awk $(top_srcdir)/src/store/local.mk
	$(AM_V_GEN)$(MKDIR_P) src/store && LC_ALL=C $(AWK) -f $(top_srcdir)/src/store/schema.awk $(STORE_SCHEMA) >$@.new && mv $@.new $@
BUILT_SOURCES += src/store/schema.c
CLEANFILES += src/store/schema.c src/store/schema.c.new
EXTRA_DIST += $(STORE_SCHEMA) src/store/schema.awk tests/data/db/version-1.sql tests/data/db/version-3.sql

# A database for contrib/bench/search.
noinst_PROGRAMS += tests/tools/search-make
tests_tools_search_make_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS)
tests_tools_search_make_SOURCES = tests/tools/search-make.c
tests_tools_search_make_LDADD = src/store/libstore.a src/model/libmodel.a src/util/libutil.a $(SQLITE_LIBS) $(ZSTD_LIBS) \
  $(GLIB_LIBS) -lm

if HAVE_CHECK
check_PROGRAMS += tests/unit/store/test_store
tests_unit_store_test_store_CPPFLAGS = $(UNIT_CPPFLAGS) $(SQLITE_CFLAGS)
tests_unit_store_test_store_SOURCES = $(UNIT_SUPPORT) \
  tests/unit/store/fixture.c tests/unit/store/fixture.h \
  tests/unit/store/main.c tests/unit/store/suites.h \
  tests/unit/store/test_address.c \
  tests/unit/store/test_article.c \
  tests/unit/store/test_attempt.c \
  tests/unit/store/test_check.c \
  tests/unit/store/test_compress.c \
  tests/unit/store/test_crash.c \
  tests/unit/store/test_derive.c \
  tests/unit/store/test_derive_random.c \
  tests/unit/store/test_feed.c \
  tests/unit/store/test_issue.c \
  tests/unit/store/test_item.c \
  tests/unit/store/test_keep.c \
  tests/unit/store/test_lock.c \
  tests/unit/store/test_log.c \
  tests/unit/store/test_migrate.c \
  tests/unit/store/test_newsletter.c \
  tests/unit/store/test_open.c \
  tests/unit/store/test_queue.c \
  tests/unit/store/test_rebuild.c \
  tests/unit/store/test_search.c \
  tests/unit/store/test_search_compact.c \
  tests/unit/store/test_search_words.c \
  tests/unit/store/test_seen.c \
  tests/unit/store/test_space.c \
  tests/unit/store/test_stats.c \
  tests/unit/store/test_shared.c \
  tests/unit/store/test_transaction.c \
  tests/unit/store/test_trouble.c \
  tests/unit/store/test_waiting.c
tests_unit_store_test_store_LDADD = src/store/libstore.a src/model/libmodel.a src/util/libutil.a \
  $(SQLITE_LIBS) $(ZSTD_LIBS) $(UNIT_LIBS)
endif
