WEB_TEMPLATES = \
  templates/article.mustache \
  templates/between.mustache \
  templates/digest.mustache \
  templates/error.mustache \
  templates/favicon.ico \
  templates/feed.mustache \
  templates/foot.mustache \
  templates/gist.mustache \
  templates/head.mustache \
  templates/home.mustache \
  templates/icon.png \
  templates/issue.mustache \
  templates/item.mustache \
  templates/link.mustache \
  templates/named.mustache \
  templates/newsletter.mustache \
  templates/robots.txt \
  templates/sender.mustache \
  templates/search.mustache \
  templates/search-form.mustache \
  templates/status.mustache \
  templates/style.css \
  templates/warnings.mustache \
  templates/web.gresource.xml
EXTRA_DIST += $(WEB_TEMPLATES)
CLEANFILES += src/web/resources.c

# The templates are compiled in (web/assets.h).
src/web/resources.c: $(WEB_TEMPLATES)
	$(AM_V_GEN)$(MKDIR_P) src/web && glib-compile-resources --generate-source --c-name web \
	  --sourcedir $(top_srcdir)/templates --target $@ $(top_srcdir)/templates/web.gresource.xml

noinst_LIBRARIES += src/web/libweb.a
src_web_libweb_a_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) $(XML_CFLAGS) $(MHD_CFLAGS) $(JANSSON_CFLAGS) $(ZLIB_CFLAGS)
src_web_libweb_a_SOURCES = \
  src/web/articles.c src/web/articles.h \
  src/web/assets.c src/web/assets.h \
  src/web/channel.c src/web/channel.h \
  src/web/excerpt.c src/web/excerpt.h \
  src/web/feed_atom.c src/web/feed_atom.h \
  src/web/feed_format.c src/web/feed_format.h \
  src/web/feed_json.c src/web/feed_json.h \
  src/web/feed_opml.c src/web/feed_opml.h \
  src/web/feed_rss.c src/web/feed_rss.h \
  src/web/feed_xml.c src/web/feed_xml.h \
  src/web/gzip.c src/web/gzip.h \
  src/web/original.c src/web/original.h \
  src/web/page.c src/web/page.h \
  src/web/reply.c src/web/reply.h \
  src/web/reply_cache.c src/web/reply_cache.h \
  src/web/router.c src/web/router.h \
  src/web/serve.c src/web/serve.h \
  src/web/search.c src/web/search.h \
  src/web/server.c src/web/server.h \
  src/web/server_admin.c src/web/server_admin.h \
  src/web/server_clients.c src/web/server_clients.h \
  src/web/server_framing.c src/web/server_framing.h \
  src/web/server_listen.c src/web/server_listen.h \
  src/web/server_metrics.c src/web/server_metrics.h \
  src/web/server_request.c src/web/server_request.h \
  src/web/server_response.c src/web/server_response.h \
  src/web/server_shared.c src/web/server_shared.h \
  src/web/server_worker.c src/web/server_worker.h \
  src/web/show.c src/web/show.h \
  src/web/site.c src/web/site.h \
  src/web/trouble.c src/web/trouble.h
nodist_src_web_libweb_a_SOURCES = src/web/resources.c

WEB_LIBS = $(XML_LIBS) $(MHD_LIBS) $(JANSSON_LIBS) $(ZLIB_LIBS)

check_PROGRAMS += tests/fuzz/fuzz_router
tests_fuzz_fuzz_router_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) \
  -DFUZZ_CORPUS='"$(abs_top_srcdir)/tests/fuzz/corpus/router"'
tests_fuzz_fuzz_router_SOURCES = tests/fuzz/fuzz_router.c tests/fuzz/main.c
tests_fuzz_fuzz_router_LDADD = src/web/libweb.a src/util/libutil.a $(GLIB_LIBS)

check_PROGRAMS += tests/fuzz/fuzz_conditions
tests_fuzz_fuzz_conditions_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) \
  -DFUZZ_CORPUS='"$(abs_top_srcdir)/tests/fuzz/corpus/conditions"'
tests_fuzz_fuzz_conditions_SOURCES = tests/fuzz/fuzz_conditions.c tests/fuzz/main.c
tests_fuzz_fuzz_conditions_LDADD = src/web/libweb.a src/util/libutil.a $(ZLIB_LIBS) $(GLIB_LIBS)

if HAVE_CHECK
check_PROGRAMS += tests/unit/web/test_web
tests_unit_web_test_web_CPPFLAGS = $(UNIT_CPPFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS) $(MHD_CFLAGS)
tests_unit_web_test_web_SOURCES = $(UNIT_SUPPORT) \
  tests/unit/web/client.c tests/unit/web/client.h \
  tests/unit/web/fixture.c tests/unit/web/fixture.h \
  tests/unit/web/main.c tests/unit/web/suites.h \
  tests/unit/web/served.c tests/unit/web/served.h \
  tests/unit/web/test_articles.c \
  tests/unit/web/test_channel.c \
  tests/unit/web/test_derived.c \
  tests/unit/web/test_excerpt.c \
  tests/unit/web/test_feed_atom.c \
  tests/unit/web/test_feed_json.c \
  tests/unit/web/test_feed_opml.c \
  tests/unit/web/test_feed_rss.c \
  tests/unit/web/test_gzip.c \
  tests/unit/web/test_original.c \
  tests/unit/web/test_page.c \
  tests/unit/web/test_reply.c \
  tests/unit/web/test_reply_cache.c \
  tests/unit/web/test_router.c \
  tests/unit/web/test_serve.c \
  tests/unit/web/test_search.c \
  tests/unit/web/test_server.c \
  tests/unit/web/test_server_admin.c \
  tests/unit/web/test_server_clients.c \
  tests/unit/web/test_server_framing.c \
  tests/unit/web/test_server_listen.c \
  tests/unit/web/test_server_worker.c \
  tests/unit/web/test_show.c \
  tests/unit/web/test_trouble.c
tests_unit_web_test_web_LDADD = src/web/libweb.a src/store/libstore.a src/markdown/libmarkdown.a \
  src/model/libmodel.a src/util/libutil.a $(WEB_LIBS) $(SQLITE_LIBS) $(ZSTD_LIBS) $(CMARK_LIBS) $(UNIT_LIBS)
endif
