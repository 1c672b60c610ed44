/* SPDX-License-Identifier: MIT */
#include "util/template.h"

#include <string.h>

#include "suites.h"
#include "support.h"
#include "template_spec.h"
#include "util/error.h"

static Value *from_variant(GVariant *variant)
{
  GVariantIter iter;
  GVariant *child;
  const char *key;
  Value *value;

  if (g_variant_is_of_type(variant, G_VARIANT_TYPE_STRING))
    return value_new_string(g_variant_get_string(variant, NULL));
  if (g_variant_is_of_type(variant, G_VARIANT_TYPE_BOOLEAN))
    return value_new_bool(g_variant_get_boolean(variant));
  g_variant_iter_init(&iter, variant);
  if (g_variant_is_of_type(variant, G_VARIANT_TYPE_VARDICT)) {
    value = value_new_map();
    while (g_variant_iter_loop(&iter, "{&sv}", &key, &child))
      value_set(value, key, from_variant(child));
    return value;
  }
  ck_assert(g_variant_is_of_type(variant, G_VARIANT_TYPE("av")));
  value = value_new_list();
  while (g_variant_iter_loop(&iter, "v", &child))
    value_add(value, from_variant(child));
  return value;
}

/* From GVariant text; NULL is an empty map. */
static Value *parse_data(const char *text)
{
  g_autoptr(GVariant) variant = NULL;
  GError *error = NULL;

  if (text == NULL)
    return value_new_map();
  variant = g_variant_parse(NULL, text, NULL, NULL, &error);
  ck_no_error(error);
  return from_variant(variant);
}

static char *render(const char *data, const char *source, const char *const *partials, GError **error)
{
  g_autoptr(TemplateSet) set = template_set_new();
  g_autoptr(Value) value = parse_data(data);

  for (guint i = 0; partials != NULL && i < 4 && partials[i] != NULL; i += 2)
    if (!template_set_add(set, partials[i], partials[i + 1], error))
      return NULL;
  if (!template_set_add(set, "main", source, error))
    return NULL;
  return template_render(set, "main", value, error);
}

START_TEST(spec)
{
  GError *error = NULL;
  g_autofree char *out =
      render(spec_rows[_i].data, spec_rows[_i].template, (const char *const *)spec_rows[_i].partials, &error);

  ck_no_error(error);
  ck_assert_msg(strcmp(out, spec_rows[_i].expected) == 0, "%s: '%s' instead of '%s'", spec_rows[_i].name, out,
                spec_rows[_i].expected);
}
END_TEST

/* What the spec leaves open, and what is dangerous to get wrong. */
static const struct {
  const char *data, *template, *expected;
} more_rows[] = {
  { NULL, "", "" },
  { "{'a': <''>}", "{{#a}}set{{/a}}{{^a}}unset{{/a}}", "unset" },
  { "{'a': <'\\'\"<>&'>}", "<b title='{{a}}'>", "<b title='&#39;&quot;&lt;&gt;&amp;'>" },
  { "{'a': <'{{b}}'>, 'b': <'no'>}", "{{a}}{{{a}}}", "{{b}}{{b}}" },
  { "{'a': <'{{/s}}'>, 's': <true>}", "{{#s}}{{a}}{{/s}}", "{{/s}}" },
  { "{'a': <[<'x'>]>}", "{{a}}", "" },
  { "{'a': <true>}", "[{{a}}]", "[]" },
  { "{'a': <{'b': <'c'>}>}", "{{a.b.c}}{{a.}}{{..}}{{.a}}", "" },
  { "{'l': <[<{'n': <'1'>}>, <{'n': <'2'>}>]>}", "{{#l}}\n  <{{n}}>\n{{/l}}\n", "  <1>\n  <2>\n" },
  { "{'x': <'\u3042'>}", "\u00e4{{x}}\u00f6", "\u00e4\u3042\u00f6" },
  { "{'x': <'1'>}", "}}{{x}}}}{", "}}1}}{" },
};

START_TEST(more)
{
  GError *error = NULL;
  g_autofree char *out = render(more_rows[_i].data, more_rows[_i].template, NULL, &error);

  ck_no_error(error);
  ck_assert_str_eq(out, more_rows[_i].expected);
}
END_TEST

static const struct {
  const char *template, *message;
} error_rows[] = {
  { "{{", "main:1: a tag is not closed" },
  { "a\nb {{name", "main:2: a tag is not closed" },
  { "{{{name}}", "main:1: a tag is not closed" },
  { "{{! comment }", "main:1: a tag is not closed" },
  { "{{=<% %>}}", "main:1: a tag is not closed" },
  { "\n\n{{#a}}\n", "main:4: a section has no end" },
  { "{{/a}}", "main:1: a section ends that did not begin" },
  { "{{#a}}\n{{/b}}", "main:2: the end of a section has another name than its beginning" },
  { "{{#a}}{{#b}}{{/a}}{{/b}}", "main:1: the end of a section has another name than its beginning" },
  { "{{}}", "main:1: a name is one word" },
  { "{{#}}{{/}}", "main:1: a name is one word" },
  { "{{two words}}", "main:1: a name is one word" },
  { "{{> }}", "main:1: a name is one word" },
  { "{{=<%=}}", "main:1: delimiters are two words without '='" },
  { "{{=a b c=}}", "main:1: delimiters are two words without '='" },
  { "{{==a b=}}", "main:1: delimiters are two words without '='" },
};

START_TEST(errors)
{
  g_autoptr(GError) error = NULL;
  char *out = render(NULL, error_rows[_i].template, NULL, &error);

  ck_assert_ptr_null(out);
  ck_error(error, ERROR_INVALID);
  ck_assert_str_eq(error->message, error_rows[_i].message);
}
END_TEST

/* A partial that calls itself for ever, and sections that are too deep, end with an error and not with the stack. */
START_TEST(depth)
{
  const char *const partials[] = { "loop", "x{{> loop}}", NULL, NULL };
  g_autoptr(GError) error = NULL, deep_error = NULL;
  g_autoptr(GString) deep = g_string_new("");

  ck_assert_ptr_null(render(NULL, "{{> loop}}", partials, &error));
  ck_error(error, ERROR_INVALID);
  for (int i = 0; i < 1000; i++)
    g_string_append(deep, "{{#a}}");
  for (int i = 0; i < 1000; i++)
    g_string_append(deep, "{{/a}}");
  ck_assert_ptr_null(render("{'a': <true>}", deep->str, NULL, &deep_error));
  ck_error(deep_error, ERROR_INVALID);
}
END_TEST

START_TEST(missing)
{
  g_autoptr(TemplateSet) set = template_set_new();
  g_autoptr(Value) data = value_new_map();
  g_autoptr(GError) error = NULL;

  ck_assert_ptr_null(template_render(set, "nowhere", data, &error));
  ck_error(error, ERROR_NOT_FOUND);
}
END_TEST

START_TEST(replaced)
{
  g_autoptr(TemplateSet) set = template_set_new();
  g_autoptr(Value) data = value_new_map();
  g_autofree char *out = NULL;
  GError *error = NULL;

  value_set_string(data, "a", "first");
  value_set_string(data, "a", "second");
  value_set_string(data, "b", NULL);
  ck_assert(template_set_add(set, "t", "old", &error));
  ck_assert(template_set_add(set, "t", "{{a}}{{^b}}!{{/b}}", &error));
  ck_assert(!template_set_add(set, "t", "{{", NULL));
  out = template_render(set, "t", data, &error);
  ck_no_error(error);
  ck_assert_str_eq(out, "second!");
}
END_TEST

/* Markup is shown as it is, strings never, wherever they stand. */
START_TEST(html_values)
{
  g_autoptr(TemplateSet) set = template_set_new();
  g_autoptr(Value) data = value_new_map(), list = value_new_list();
  g_autofree char *text = NULL;

  value_set(data, "html", value_new_html("<b>&amp;</b>"));
  value_set_string(data, "text", "<b>&amp;</b>");
  value_set(data, "none", value_new_html(""));
  value_add(list, value_new_html("<i>"));
  value_add(list, value_new_string("<i>"));
  value_set(data, "list", g_steal_pointer(&list));
  ck_assert(template_set_add(set, "main",
                             "{{html}} {{text}} {{#list}}{{.}}{{/list}}{{#none}}x{{/none}}{{^none}}y{{/none}}", NULL));
  text = template_render(set, "main", data, NULL);
  ck_assert_str_eq(text, "<b>&amp;</b> &lt;b&gt;&amp;amp;&lt;/b&gt; <i>&lt;i&gt;y");
}
END_TEST

Suite *test_template_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("template", &tcase);

  tcase_add_loop_test(tcase, spec, 0, G_N_ELEMENTS(spec_rows));
  tcase_add_loop_test(tcase, more, 0, G_N_ELEMENTS(more_rows));
  tcase_add_loop_test(tcase, errors, 0, G_N_ELEMENTS(error_rows));
  tcase_add_test(tcase, depth);
  tcase_add_test(tcase, missing);
  tcase_add_test(tcase, replaced);
  tcase_add_test(tcase, html_values);
  return suite;
}
