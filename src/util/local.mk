noinst_LIBRARIES += src/util/libutil.a
src_util_libutil_a_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) $(CURL_CFLAGS)
src_util_libutil_a_SOURCES = \
  src/util/chars.c src/util/chars.h \
  src/util/config.c src/util/config.h \
  src/util/date.c src/util/date.h \
  src/util/digest.c src/util/digest.h \
  src/util/compiler.h \
  src/util/error.c src/util/error.h \
  src/util/fold.c src/util/fold.h \
  src/util/http.c src/util/http.h \
  src/util/http_message.c src/util/http_message.h \
  src/util/id.c src/util/id.h \
  src/util/log.c src/util/log.h \
  src/util/steady.c src/util/steady.h \
  src/util/stack.c src/util/stack.h \
  src/util/template.c src/util/template.h \
  src/util/text.c src/util/text.h \
  src/util/value.c src/util/value.h \
  src/util/word.c src/util/word.h

if HAVE_CHECK
check_PROGRAMS += tests/unit/util/test_util
tests_unit_util_test_util_CPPFLAGS = $(UNIT_CPPFLAGS) $(UNIT_FAKE_CPPFLAGS)
tests_unit_util_test_util_SOURCES = $(UNIT_SUPPORT) $(UNIT_FAKE) \
  tests/unit/util/main.c \
  tests/unit/util/test_chars.c \
  tests/unit/util/test_config.c \
  tests/unit/util/test_date.c \
  tests/unit/util/test_digest.c \
  tests/unit/util/template_spec.h \
  tests/unit/util/raw_server.c tests/unit/util/raw_server.h \
  tests/unit/util/test_fold.c \
  tests/unit/util/test_http.c \
  tests/unit/util/test_http_message.c \
  tests/unit/util/test_id.c \
  tests/unit/util/test_steady.c \
  tests/unit/util/test_template.c \
  tests/unit/util/test_text.c \
  tests/unit/util/test_word.c
tests_unit_util_test_util_LDADD = src/util/libutil.a $(CURL_LIBS) $(UNIT_LIBS)
endif
