noinst_LIBRARIES += src/gist/libgist.a
src_gist_libgist_a_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS)
src_gist_libgist_a_SOURCES = \
  src/gist/boilerplate.c src/gist/boilerplate.h \
  src/gist/chars.c src/gist/chars.h \
  src/gist/extract.c src/gist/extract.h \
  src/gist/interests.c src/gist/interests.h \
  src/gist/lexicon.c src/gist/lexicon.h \
  src/gist/outline.c src/gist/outline.h \
  src/gist/phrases.c src/gist/phrases.h \
  src/gist/picks.c src/gist/picks.h \
  src/gist/rank.c src/gist/rank.h \
  src/gist/sentence.c src/gist/sentence.h \
  src/gist/stopwords.c src/gist/stopwords.h \
  src/gist/topics.c src/gist/topics.h
