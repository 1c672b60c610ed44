noinst_LIBRARIES += src/markdown/libmarkdown.a
src_markdown_libmarkdown_a_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) $(CMARK_CFLAGS)
src_markdown_libmarkdown_a_SOURCES = \
  src/markdown/append.h \
  src/markdown/autolink.c src/markdown/autolink.h \
  src/markdown/build.c src/markdown/build.h \
  src/markdown/clean.c src/markdown/clean.h \
  src/markdown/compact.c src/markdown/compact.h \
  src/markdown/compact_edit.c src/markdown/compact_edit.h \
  src/markdown/compact_text.c src/markdown/compact_text.h \
  src/markdown/delimiter.c src/markdown/delimiter.h \
  src/markdown/document.c src/markdown/document.h \
  src/markdown/element.c src/markdown/element.h \
  src/markdown/entity.c src/markdown/entity.h src/markdown/entity_table.inc \
  src/markdown/escape.c src/markdown/escape.h \
  src/markdown/excerpt.c src/markdown/excerpt.h \
  src/markdown/idna.c src/markdown/idna.h \
  src/markdown/inline.c src/markdown/inline.h \
  src/markdown/leaf.c src/markdown/leaf.h \
  src/markdown/link_company.c src/markdown/link_company.h \
  src/markdown/link_evidence.c src/markdown/link_evidence.h \
  src/markdown/link_kind.c src/markdown/link_kind.h \
  src/markdown/link_letter.c src/markdown/link_letter.h \
  src/markdown/link_near.c src/markdown/link_near.h \
  src/markdown/link_place.c src/markdown/link_place.h \
  src/markdown/link_url.c src/markdown/link_url.h src/markdown/link_url_data.h \
  src/markdown/link_words.c src/markdown/link_words.h src/markdown/link_words_table.inc \
  src/markdown/markdown.c src/markdown/markdown.h \
  src/markdown/plain.c src/markdown/plain.h \
  src/markdown/plan.c src/markdown/plan.h \
  src/markdown/read.c src/markdown/read.h \
  src/markdown/redirect.c src/markdown/redirect.h src/markdown/redirect_data.h \
  src/markdown/scan.h \
  src/markdown/slice.h \
  src/markdown/style.c src/markdown/style.h \
  src/markdown/survey.c src/markdown/survey.h \
  src/markdown/table.c src/markdown/table.h \
  src/markdown/tag.c src/markdown/tag.h \
  src/markdown/tokenizer.c src/markdown/tokenizer.h \
  src/markdown/url.c src/markdown/url.h \
  src/markdown/wash.c src/markdown/wash.h \
  src/markdown/wash_css.c src/markdown/wash_css.h src/markdown/wash_css_data.h \
  src/markdown/wash_element.c src/markdown/wash_element.h src/markdown/wash_element_data.h \
  src/markdown/wash_nest.c src/markdown/wash_nest.h \
  src/markdown/wash_sheet.c src/markdown/wash_sheet.h \
  src/markdown/wash_url.c src/markdown/wash_url.h \
  src/markdown/writer.c src/markdown/writer.h
EXTRA_DIST += src/markdown/entity_table.py src/markdown/link_words_table.py

if HAVE_CHECK
check_PROGRAMS += tests/unit/markdown/test_markdown
tests_unit_markdown_test_markdown_CPPFLAGS = $(UNIT_CPPFLAGS) -DMARKDOWN_SOURCE='"$(abs_top_srcdir)/src/markdown"'
tests_unit_markdown_test_markdown_SOURCES = $(UNIT_SUPPORT) \
  tests/unit/markdown/main.c tests/unit/markdown/suites.h \
  tests/unit/markdown/convert.c tests/unit/markdown/convert.h \
  tests/unit/markdown/test_autolink.c \
  tests/unit/markdown/test_build.c \
  tests/unit/markdown/test_compact.c \
  tests/unit/markdown/test_compact_edit.c \
  tests/unit/markdown/test_compact_text.c \
  tests/unit/markdown/test_delimiter.c \
  tests/unit/markdown/test_element.c \
  tests/unit/markdown/test_entity.c \
  tests/unit/markdown/test_excerpt.c \
  tests/unit/markdown/test_idna.c \
  tests/unit/markdown/test_inline.c \
  tests/unit/markdown/test_leaf.c \
  tests/unit/markdown/link_kind_row.h \
  tests/unit/markdown/test_link_company.c \
  tests/unit/markdown/test_link_evidence.c \
  tests/unit/markdown/test_link_kind.c \
  tests/unit/markdown/test_link_letter.c \
  tests/unit/markdown/test_link_near.c \
  tests/unit/markdown/test_link_place.c \
  tests/unit/markdown/test_link_url.c \
  tests/unit/markdown/test_link_words.c \
  tests/unit/markdown/test_markdown.c \
  tests/unit/markdown/test_plain.c \
  tests/unit/markdown/test_plan.c \
  tests/unit/markdown/test_read.c \
  tests/unit/markdown/test_redirect.c \
  tests/unit/markdown/test_spec.c \
  tests/unit/markdown/test_style.c \
  tests/unit/markdown/test_survey.c \
  tests/unit/markdown/test_table.c \
  tests/unit/markdown/test_tokenizer.c \
  tests/unit/markdown/test_url.c \
  tests/unit/markdown/test_wash.c \
  tests/unit/markdown/test_wash_css.c \
  tests/unit/markdown/test_wash_nest.c \
  tests/unit/markdown/test_wash_random.c \
  tests/unit/markdown/wash_check.h \
  tests/unit/markdown/wash_page.h \
  tests/unit/markdown/test_writer.c
tests_unit_markdown_test_markdown_LDADD = src/markdown/libmarkdown.a src/model/libmodel.a src/util/libutil.a $(CMARK_LIBS) $(UNIT_LIBS)
endif

check_PROGRAMS += tests/fuzz/fuzz_url tests/fuzz/fuzz_read
tests_fuzz_fuzz_url_CPPFLAGS = $(UNIT_CPPFLAGS) -DFUZZ_CORPUS='"$(abs_top_srcdir)/tests/fuzz/corpus/url"'
tests_fuzz_fuzz_url_SOURCES = tests/fuzz/fuzz_url.c tests/fuzz/main.c
tests_fuzz_fuzz_url_LDADD = src/markdown/libmarkdown.a src/util/libutil.a $(GLIB_LIBS)
tests_fuzz_fuzz_read_CPPFLAGS = $(UNIT_CPPFLAGS) -DFUZZ_CORPUS='"$(abs_top_srcdir)/tests/fuzz/corpus/read"'
tests_fuzz_fuzz_read_SOURCES = tests/fuzz/fuzz_read.c tests/fuzz/main.c
tests_fuzz_fuzz_read_LDADD = src/markdown/libmarkdown.a src/util/libutil.a $(CMARK_LIBS) $(GLIB_LIBS)
check_PROGRAMS += tests/fuzz/fuzz_markdown
tests_fuzz_fuzz_markdown_CPPFLAGS = $(UNIT_CPPFLAGS) $(CMARK_CFLAGS) -DFUZZ_CORPUS='"$(abs_top_srcdir)/tests/fuzz/corpus/markdown"'
tests_fuzz_fuzz_markdown_SOURCES = tests/fuzz/fuzz_markdown.c tests/fuzz/main.c
tests_fuzz_fuzz_markdown_LDADD = src/markdown/libmarkdown.a src/model/libmodel.a src/util/libutil.a $(CMARK_LIBS) $(GLIB_LIBS)
check_PROGRAMS += tests/fuzz/fuzz_tokenizer
tests_fuzz_fuzz_tokenizer_CPPFLAGS = $(UNIT_CPPFLAGS) -DFUZZ_CORPUS='"$(abs_top_srcdir)/tests/fuzz/corpus/tokenizer"'
tests_fuzz_fuzz_tokenizer_SOURCES = tests/fuzz/fuzz_tokenizer.c tests/fuzz/main.c
tests_fuzz_fuzz_tokenizer_LDADD = src/markdown/libmarkdown.a src/util/libutil.a $(GLIB_LIBS)
check_PROGRAMS += tests/fuzz/fuzz_wash
tests_fuzz_fuzz_wash_CPPFLAGS = $(UNIT_CPPFLAGS) -DFUZZ_CORPUS='"$(abs_top_srcdir)/tests/fuzz/corpus/wash"'
tests_fuzz_fuzz_wash_SOURCES = tests/fuzz/fuzz_wash.c tests/fuzz/main.c
tests_fuzz_fuzz_wash_LDADD = src/markdown/libmarkdown.a src/model/libmodel.a src/util/libutil.a $(GLIB_LIBS)
check_PROGRAMS += tests/fuzz/fuzz_compact
tests_fuzz_fuzz_compact_CPPFLAGS = $(UNIT_CPPFLAGS) -DFUZZ_CORPUS='"$(abs_top_srcdir)/tests/fuzz/corpus/compact"'
tests_fuzz_fuzz_compact_SOURCES = tests/fuzz/fuzz_compact.c tests/fuzz/main.c
tests_fuzz_fuzz_compact_LDADD = src/markdown/libmarkdown.a src/model/libmodel.a src/util/libutil.a $(GLIB_LIBS)

# For contrib/bench/markdown.
noinst_PROGRAMS += tests/tools/html2md
tests_tools_html2md_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS)
tests_tools_html2md_SOURCES = tests/tools/html2md.c
tests_tools_html2md_LDADD = src/markdown/libmarkdown.a src/model/libmodel.a src/util/libutil.a $(GLIB_LIBS)
noinst_PROGRAMS += tests/tools/html-tokens
tests_tools_html_tokens_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS)
tests_tools_html_tokens_SOURCES = tests/tools/html-tokens.c
tests_tools_html_tokens_LDADD = src/markdown/libmarkdown.a $(GLIB_LIBS)
noinst_PROGRAMS += tests/tools/html-heap
tests_tools_html_heap_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS)
tests_tools_html_heap_SOURCES = tests/tools/html-heap.c
tests_tools_html_heap_LDADD = src/markdown/libmarkdown.a src/model/libmodel.a src/util/libutil.a $(GLIB_LIBS)
EXTRA_DIST += tests/data/commonmark-0.30.txt contrib/bench/link-kinds contrib/bench/link-kinds.tsv contrib/bench/markdown \
  contrib/bench/markdown_oracle.py contrib/bench/tokenizer_oracle.py contrib/bench/turndown.js
