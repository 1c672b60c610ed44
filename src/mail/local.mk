noinst_LIBRARIES += src/mail/libmail.a
src_mail_libmail_a_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) $(GMIME_CFLAGS)
src_mail_libmail_a_SOURCES = \
  src/mail/address.c src/mail/address.h \
  src/mail/align.c src/mail/align.h \
  src/mail/attachment.c src/mail/attachment.h \
  src/mail/authres.c src/mail/authres.h \
  src/mail/body.c src/mail/body.h \
  src/mail/body_hash.c src/mail/body_hash.h \
  src/mail/charset.c src/mail/charset.h \
  src/mail/charset_guess.c src/mail/charset_guess.h \
  src/mail/charset_name.c src/mail/charset_name.h \
  src/mail/confirmation.c src/mail/confirmation.h \
  src/mail/confirmation_words.c src/mail/confirmation_words.h \
  src/mail/decode.c src/mail/decode.h \
  src/mail/flowed.c src/mail/flowed.h \
  src/mail/forwarded.c src/mail/forwarded.h \
  src/mail/from.c src/mail/from.h \
  src/mail/header.c src/mail/header.h \
  src/mail/maildate.c src/mail/maildate.h \
  src/mail/param.c src/mail/param.h \
  src/mail/rfc2047.c src/mail/rfc2047.h \
  src/mail/route.c src/mail/route.h \
  src/mail/sender.c src/mail/sender.h \
  src/mail/sniff.c src/mail/sniff.h \
  src/mail/structure.c src/mail/structure.h \
  src/mail/transfer.c src/mail/transfer.h \
  src/mail/trivial.c

MAIL_LIBS = src/mail/libmail.a src/model/libmodel.a src/util/libutil.a $(GMIME_LIBS)

if HAVE_CHECK
check_PROGRAMS += tests/unit/mail/test_mail
tests_unit_mail_test_mail_CPPFLAGS = $(UNIT_CPPFLAGS) -DCORPUS='"$(abs_top_srcdir)/../shared/corpus"'
tests_unit_mail_test_mail_SOURCES = $(UNIT_SUPPORT) \
  tests/unit/mail/main.c \
  tests/unit/mail/suites.h \
  tests/unit/mail/test_address.c \
  tests/unit/mail/test_align.c \
  tests/unit/mail/test_authres.c \
  tests/unit/mail/test_charset.c \
  tests/unit/mail/test_charset_name.c \
  tests/unit/mail/test_confirmation.c \
  tests/unit/mail/test_corpus.c \
  tests/unit/mail/test_decode.c \
  tests/unit/mail/test_flowed.c \
  tests/unit/mail/test_from.c \
  tests/unit/mail/test_header.c \
  tests/unit/mail/test_limits.c \
  tests/unit/mail/test_maildate.c \
  tests/unit/mail/test_param.c \
  tests/unit/mail/test_rfc2047.c \
  tests/unit/mail/test_route.c \
  tests/unit/mail/test_sender.c \
  tests/unit/mail/test_sniff.c \
  tests/unit/mail/test_transfer.c
tests_unit_mail_test_mail_LDADD = $(MAIL_LIBS) $(UNIT_LIBS)
endif

check_PROGRAMS += tests/fuzz/fuzz_authres tests/fuzz/fuzz_from tests/fuzz/fuzz_mail tests/fuzz/fuzz_rfc2047
tests_fuzz_fuzz_authres_CPPFLAGS = $(UNIT_CPPFLAGS) -DFUZZ_CORPUS='"$(abs_top_srcdir)/tests/fuzz/corpus/authres"'
tests_fuzz_fuzz_authres_SOURCES = tests/fuzz/fuzz_authres.c tests/fuzz/main.c
tests_fuzz_fuzz_authres_LDADD = $(MAIL_LIBS) $(GLIB_LIBS)
tests_fuzz_fuzz_from_CPPFLAGS = $(UNIT_CPPFLAGS) -DFUZZ_CORPUS='"$(abs_top_srcdir)/tests/fuzz/corpus/from"'
tests_fuzz_fuzz_from_SOURCES = tests/fuzz/fuzz_from.c tests/fuzz/main.c
tests_fuzz_fuzz_from_LDADD = $(MAIL_LIBS) $(GLIB_LIBS)
tests_fuzz_fuzz_mail_CPPFLAGS = $(UNIT_CPPFLAGS) -DFUZZ_CORPUS='"$(abs_top_srcdir)/tests/fuzz/corpus/mail"'
tests_fuzz_fuzz_mail_SOURCES = tests/fuzz/fuzz_mail.c tests/fuzz/main.c
tests_fuzz_fuzz_mail_LDADD = $(MAIL_LIBS) $(GLIB_LIBS)
tests_fuzz_fuzz_rfc2047_CPPFLAGS = $(UNIT_CPPFLAGS) -DFUZZ_CORPUS='"$(abs_top_srcdir)/tests/fuzz/corpus/rfc2047"'
tests_fuzz_fuzz_rfc2047_SOURCES = tests/fuzz/fuzz_rfc2047.c tests/fuzz/main.c
tests_fuzz_fuzz_rfc2047_LDADD = $(MAIL_LIBS) $(GLIB_LIBS)
