# A model server for the end-to-end tests.
noinst_PROGRAMS += tests/fake/fake-model
tests_fake_fake_model_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) $(JANSSON_CFLAGS) $(MHD_CFLAGS)
tests_fake_fake_model_SOURCES = \
  tests/fake/fake.h \
  tests/fake/fake_envelope.c \
  tests/fake/fake_gist.c \
  tests/fake/fake_request.c \
  tests/fake/model.c
tests_fake_fake_model_LDADD = $(GIST_LIBS) $(MHD_LIBS) $(JANSSON_LIBS) $(GLIB_LIBS)
