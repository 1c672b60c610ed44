noinst_LIBRARIES += src/gist/libgist.a
src_gist_libgist_a_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) $(JANSSON_CFLAGS)
src_gist_libgist_a_SOURCES = \
  src/gist/ask.c src/gist/ask.h \
  src/gist/breaker.c src/gist/breaker.h \
  src/gist/compose.c src/gist/compose.h \
  src/gist/extract.c src/gist/extract.h \
  src/gist/interests.c src/gist/interests.h \
  src/gist/json.c src/gist/json.h \
  src/gist/lexicon.c src/gist/lexicon.h \
  src/gist/mask.c src/gist/mask.h \
  src/gist/outline.c src/gist/outline.h \
  src/gist/picks.c src/gist/picks.h \
  src/gist/prompt.c src/gist/prompt.h \
  src/gist/provider.c src/gist/provider.h src/gist/provider_private.h \
  src/gist/provider_anthropic.c \
  src/gist/provider_bedrock.c \
  src/gist/provider_error.c \
  src/gist/provider_keys.c \
  src/gist/provider_ollama.c \
  src/gist/provider_openai.c \
  src/gist/provider_parts.c \
  src/gist/rank.c src/gist/rank.h \
  src/gist/retry.c src/gist/retry.h \
  src/gist/schema.c src/gist/schema.h \
  src/gist/sentence.c src/gist/sentence.h \
  src/gist/sigv4.c src/gist/sigv4.h \
  src/gist/stopwords.c src/gist/stopwords.h \
  src/gist/tokens.c src/gist/tokens.h \
  src/gist/topics.c src/gist/topics.h
nodist_src_gist_libgist_a_SOURCES = src/gist/resources.c

# The prompt is compiled in (gist/prompt.h).
GIST_TEMPLATES = templates/gist-system.mustache templates/gist-user.mustache templates/gist.gresource.xml
EXTRA_DIST += $(GIST_TEMPLATES)
CLEANFILES += src/gist/resources.c
src/gist/resources.c: $(GIST_TEMPLATES)
	$(AM_V_GEN)$(MKDIR_P) src/gist && glib-compile-resources --generate-source --c-name gist \
	  --sourcedir $(top_srcdir)/templates --target $@ $(top_srcdir)/templates/gist.gresource.xml

# What links the gist also links the reader of Markdown.
GIST_LIBS = src/gist/libgist.a src/markdown/libmarkdown.a src/model/libmodel.a src/util/libutil.a $(CMARK_LIBS) $(JANSSON_LIBS)

if HAVE_CHECK
check_PROGRAMS += tests/unit/gist/test_gist
tests_unit_gist_test_gist_CPPFLAGS = $(UNIT_CPPFLAGS) $(JANSSON_CFLAGS) $(UNIT_FAKE_CPPFLAGS)
tests_unit_gist_test_gist_SOURCES = $(UNIT_SUPPORT) $(UNIT_FAKE) \
  tests/unit/gist/main.c tests/unit/gist/suites.h \
  tests/unit/gist/fixture.c tests/unit/gist/fixture.h \
  tests/unit/gist/test_ask.c \
  tests/unit/gist/test_breaker.c \
  tests/unit/gist/test_compose.c \
  tests/unit/gist/test_extract.c \
  tests/unit/gist/test_interests.c \
  tests/unit/gist/test_json.c \
  tests/unit/gist/test_lexicon.c \
  tests/unit/gist/test_mask.c \
  tests/unit/gist/test_outline.c \
  tests/unit/gist/test_picks.c \
  tests/unit/gist/test_prompt.c \
  tests/unit/gist/test_provider_answer.c \
  tests/unit/gist/test_provider_keys.c \
  tests/unit/gist/test_provider_request.c \
  tests/unit/gist/test_provider_wire.c \
  tests/unit/gist/test_rank.c \
  tests/unit/gist/test_retry.c \
  tests/unit/gist/test_schema.c \
  tests/unit/gist/test_sentence.c \
  tests/unit/gist/test_sigv4.c \
  tests/unit/gist/test_stopwords.c \
  tests/unit/gist/test_tokens.c \
  tests/unit/gist/test_topics.c
tests_unit_gist_test_gist_LDADD = $(GIST_LIBS) $(CURL_LIBS) $(UNIT_LIBS)
endif

check_PROGRAMS += tests/fuzz/fuzz_gist
tests_fuzz_fuzz_gist_CPPFLAGS = $(UNIT_CPPFLAGS) -DFUZZ_CORPUS='"$(abs_top_srcdir)/tests/fuzz/corpus/gist"'
tests_fuzz_fuzz_gist_SOURCES = tests/fuzz/fuzz_gist.c tests/fuzz/main.c
tests_fuzz_fuzz_gist_LDADD = $(GIST_LIBS) $(GLIB_LIBS)

# Mails in, gists out: for contrib/bench/gist.
noinst_PROGRAMS += tests/tools/gist-dump
tests_tools_gist_dump_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) $(JANSSON_CFLAGS)
tests_tools_gist_dump_SOURCES = tests/tools/gist-dump.c
tests_tools_gist_dump_LDADD = src/mail/libmail.a $(GIST_LIBS) $(GMIME_LIBS) $(JANSSON_LIBS) $(GLIB_LIBS)

check_PROGRAMS += tests/fuzz/fuzz_answer
tests_fuzz_fuzz_answer_CPPFLAGS = $(UNIT_CPPFLAGS) -DFUZZ_CORPUS='"$(abs_top_srcdir)/tests/fuzz/corpus/answer"'
tests_fuzz_fuzz_answer_SOURCES = tests/fuzz/fuzz_answer.c tests/fuzz/main.c
tests_fuzz_fuzz_answer_LDADD = $(GIST_LIBS) $(GLIB_LIBS)

check_PROGRAMS += tests/fuzz/fuzz_schema
tests_fuzz_fuzz_schema_CPPFLAGS = $(UNIT_CPPFLAGS) -DFUZZ_CORPUS='"$(abs_top_srcdir)/tests/fuzz/corpus/schema"'
tests_fuzz_fuzz_schema_SOURCES = tests/fuzz/fuzz_schema.c tests/fuzz/main.c
tests_fuzz_fuzz_schema_LDADD = $(GIST_LIBS) $(GLIB_LIBS)
