/* SPDX-License-Identifier: MIT */
#include "gist/schema.h"

#include <jansson.h>
#include <string.h>

#include "fixture.h"
#include "suites.h"
#include "support.h"

static guint8 offered[] = { 0, 1, 1, 0, 1 }; /* L1, L2 and L4 */
static const SchemaLinks links = { offered, G_N_ELEMENTS(offered) };

#define OBJECT(summary, topics, list, relevant, why)                                                                   \
  "{\"summary\":" summary ",\"topics\":" topics ",\"links\":" list ",\"relevant\":" relevant ",\"why\":" why "}"
#define GOOD OBJECT("\"S.\"", "[]", "[]", "true", "\"\"")
#define LINK(text, url) "{\"text\":\"" text "\",\"url\":\"" url "\"}"

/* --- the schema that is sent ------------------------------------------------------------- */

/* What reference security 5.1 allows, and no more. */
static void check_schema(const json_t *schema)
{
  static const char *const known[] = { "type",  "description", "properties", "required", "additionalProperties",
                                       "items", NULL };
  const char *type = json_string_value(json_object_get(schema, "type")), *key;
  json_t *value;

  json_object_foreach((json_t *)schema, key, value) ck_assert_msg(g_strv_contains(known, key), "%s", key);
  if (strcmp(type, "object") == 0) {
    json_t *properties = json_object_get(schema, "properties");

    ck_assert(json_is_false(json_object_get(schema, "additionalProperties")));
    ck_assert_uint_eq(json_array_size(json_object_get(schema, "required")), json_object_size(properties));
  } else if (strcmp(type, "array") == 0) {
    ck_assert(json_is_object(json_object_get(schema, "items")));
  } else {
    ck_assert(strcmp(type, "string") == 0 || strcmp(type, "boolean") == 0);
  }
}

START_TEST(schema_is_in_the_intersection)
{
  json_t *schema = json_loads(schema_json(SCHEMA_COMMON), 0, NULL), *value, *links_schema;
  const char *key;
  guint count = 0;

  ck_assert_ptr_nonnull(schema);
  check_schema(schema);
  json_object_foreach(json_object_get(schema, "properties"), key, value)
  {
    check_schema(value);
    count++;
  }
  ck_assert_uint_eq(count, 5);
  links_schema = json_object_get(json_object_get(json_object_get(schema, "properties"), "links"), "items");
  check_schema(links_schema);
  ck_assert_uint_eq(json_object_size(json_object_get(links_schema, "properties")), 2);
  json_decref(schema);
  ck_assert_ptr_eq(schema_json(SCHEMA_COMMON), schema_json(SCHEMA_COMMON));
}
END_TEST

/* A model that is held to it can only give what schema_read takes whole. */
START_TEST(limits_stand_in_the_sized_schema)
{
  json_t *sized = json_loads(schema_json(SCHEMA_SIZED), 0, NULL), *properties = json_object_get(sized, "properties");
  const json_t *link_list = json_object_get(properties, "links");
  const json_t *link = json_object_get(json_object_get(link_list, "items"), "properties");
  const json_t *topics = json_object_get(properties, "topics");

#define LIMIT(object, name) json_integer_value(json_object_get(object, name))
  ck_assert_int_eq(LIMIT(json_object_get(properties, "summary"), "maxLength"), 1200);
  ck_assert_int_eq(LIMIT(topics, "maxItems"), SCHEMA_MAX_TOPICS);
  ck_assert_int_eq(LIMIT(json_object_get(topics, "items"), "maxLength"), 60);
  ck_assert_int_eq(LIMIT(link_list, "maxItems"), SCHEMA_MAX_LINKS);
  ck_assert_int_eq(LIMIT(json_object_get(link, "text"), "maxLength"), 200);
  ck_assert_str_eq(json_string_value(json_object_get(json_object_get(link, "url"), "pattern")), "^L[1-9][0-9]{0,4}$");
  ck_assert_int_eq(LIMIT(json_object_get(properties, "why"), "maxLength"), 200);
#undef LIMIT
  json_decref(sized);
}
END_TEST

/* --- answers ------------------------------------------------------------------------------ */

static const struct {
  const char *answer;
  const char *gist; /* "summary|topic,|ordinal text,|relevant|why", see below; NULL: repairable */
  guint dropped;
  const char *complaint;
} rows[] = {
  { GOOD, "S.|||1|", 0, NULL },
  { OBJECT("\"S.\"", "[\"a\",\"b\"]", "[" LINK("One", "L1") "," LINK("Four", "L4") "]", "false", "\"no\""),
    "S.|a,b,|1 One,4 Four,|0|no", 0, NULL },
  /* forgiven */
  { "  " GOOD "\n", "S.|||1|", 0, NULL },
  { "```json\n" GOOD "\n```", "S.|||1|", 0, NULL },
  { "```\n" GOOD "```\n", "S.|||1|", 0, NULL },
  { "<think>\n{\"summary\"</think>\n" GOOD, "S.|||1|", 0, NULL },
  { "Here it is:\n```json\n" GOOD "\n```\nHave fun.", "S.|||1|", 0, NULL },
  { OBJECT("\"One.\\n\\n  Two. \"", "[]", "[]", "true", "\"\""), "One.\nTwo.|||1|", 0, NULL },
  { OBJECT("\"S.\"", "[\"a\",\"A\",\" \",\"b\"]", "[]", "true", "\"\""), "S.|a,b,||1|", 0, NULL },
  /* links that the model was not shown, or that are no ordinals, and the same twice */
  { OBJECT("\"S.\"", "[]", "[" LINK("a", "L3") "," LINK("b", "L2") "," LINK("c", "L5") "]", "true", "\"\""),
    "S.||2 b,|1|", 2, NULL },
  { OBJECT("\"S.\"", "[]", "[" LINK("a", "L2") "," LINK("b", "L2") "]", "true", "\"\""), "S.||2 a,|1|", 1, NULL },
  { OBJECT("\"S.\"", "[]", "[" LINK("a", "L0") "," LINK("a", "L01") "," LINK("a", "l1") "," LINK("a", "1") "]", "true",
           "\"\""),
    "S.|||1|", 4, NULL },
  { OBJECT("\"S.\"", "[]",
           "[" LINK("a", "L99999999999999999999") "," LINK("a", "L-1") "," LINK("a", "L+1") "," LINK("a", "L1 ") "]",
           "true", "\"\""),
    "S.|||1|", 4, NULL },
  { OBJECT("\"S.\"", "[]",
           "[" LINK("a", "https://evil.example/") "," LINK("a", "javascript:alert(1)") "," LINK("a", "") "]", "true",
           "\"\""),
    "S.|||1|", 3, NULL },
  /* addresses in texts, which readers would make live */
  { OBJECT("\"See https://evil.example/x, or www.evil.example.\"", "[\"(http://a.b)\"]", "[]", "true", "\"\""),
    "See […] or […]|||1|", 3, NULL },
  /* texts that are nothing but addresses: the link's own says more */
  { OBJECT("\"S.\"", "[]", "[" LINK("https://evil.example/x", "L1") "," LINK("me@evil.example", "L2") "]", "true",
           "\"\""),
    "S.||1 ,2 ,|1|", 1, NULL },
  { OBJECT("\"S.\"", "[\"a@b.example\",\"[your address]\",\"- www.evil.example -\"]",
           "[" LINK("(www.evil.example), <a@b.example>!", "L1") "," LINK("[your address].", "L2") "]", "true", "\"\""),
    "S.||1 ,2 ,|1|", 2, NULL },
  { OBJECT("\"S.\"", "[\"\\ud83c\\udf89\",\"C++\",\"[…]\"]",
           "[" LINK("Write to a@b.example", "L1") "," LINK("https://evil.example/ x", "L2") "," LINK("…", "L4") "]",
           "true", "\"\""),
    "S.|🎉,C++,|1 Write to a@b.example,2 […] x,4 ,|1|", 1, NULL },
  /* control characters and disguises */
  { OBJECT("\"a\\u0007b\\u202Ec\\u200Bd\"", "[\"x\\ny\"]", "[]", "true", "\"\""), "abcd|x y,||1|", 0, NULL },
  { OBJECT("\"<script>alert(1)</script>\"", "[]", "[]", "true", "\"\""), "<script>alert(1)</script>|||1|", 0, NULL },
  /* repairable */
  { "{", NULL, 0, "not one valid JSON object (it ends early" },
  { GOOD "x", NULL, 0, "not one valid JSON object" },
  { "Sorry, no.", NULL, 0, "not one valid JSON object" },
  { "[]", NULL, 0, "must be one JSON object" },
  { "\"S.\"", NULL, 0, "not one valid JSON object" },
  { "{\"summary\":\"a\",\"summary\":\"b\",\"topics\":[],\"links\":[],\"relevant\":true,\"why\":\"\"}", NULL, 0,
    "valid JSON" },
  { "{\"summary\":\"S.\",\"topics\":[],\"links\":[],\"relevant\":true}", NULL, 0, "the key \"why\" is missing" },
  { "{\"summary\":\"S.\",\"topics\":[],\"links\":[],\"relevant\":true,\"why\":\"\",\"url\":1}", NULL, 0,
    "no key \"url\"" },
  { OBJECT("\"S.\"", "[]", "[{\"text\":\"a\"}]", "true", "\"\""), NULL, 0,
    "the key \"url\" is missing in one of \"links\"" },
  { OBJECT("\"S.\"", "[]", "[{\"text\":\"a\",\"url\":\"L1\",\"href\":\"x\"}]", "true", "\"\""), NULL, 0,
    "no key \"href\"" },
  { OBJECT("\"S.\"", "[]", "[\"L1\"]", "true", "\"\""), NULL, 0, "each of \"links\" must be an object" },
  { OBJECT("\"S.\"", "[]", "[{\"text\":\"a\",\"url\":1}]", "true", "\"\""), NULL, 0,
    "\"url\" in \"links\" must be a string" },
  { OBJECT("\"S.\"", "[]", "[" LINK("", "L1") "]", "true", "\"\""), NULL, 0, "\"text\" must not be empty" },
  { OBJECT("\"S.\"", "[]", "{}", "true", "\"\""), NULL, 0, "\"links\" must be a list" },
  { OBJECT("\"S.\"", "\"a\"", "[]", "true", "\"\""), NULL, 0, "\"topics\" must be a list" },
  { OBJECT("\"S.\"", "[1]", "[]", "true", "\"\""), NULL, 0, "\"topics\" must be a string" },
  { OBJECT("\"S.\"", "[]", "[]", "\"yes\"", "\"\""), NULL, 0, "\"relevant\" must be true or false" },
  { OBJECT("\"S.\"", "[]", "[]", "null", "\"\""), NULL, 0, "\"relevant\" must be true or false" },
  { OBJECT("\"S.\"", "[]", "[]", "true", "null"), NULL, 0, "\"why\" must be a string" },
  { OBJECT("\"\"", "[]", "[]", "true", "\"\""), NULL, 0, "\"summary\" must not be empty" },
  { OBJECT("\" \\u200B\\n\"", "[]", "[]", "true", "\"\""), NULL, 0, "\"summary\" must not be empty" },
  { OBJECT("\"a\\u0000b\"", "[]", "[]", "true", "\"\""), NULL, 0, "valid JSON" },
  { OBJECT("\"\xff\"", "[]", "[]", "true", "\"\""), NULL, 0, "valid JSON" },
  { OBJECT("\"\\ud800\"", "[]", "[]", "true", "\"\""), NULL, 0, "valid JSON" },
};

static char *spell(const Gist *gist)
{
  GString *out = g_string_new(gist->summary);

  g_string_append_c(out, '|');
  for (guint i = 0; i < gist->topics->len; i++)
    g_string_append_printf(out, "%s,", (char *)g_ptr_array_index(gist->topics, i));
  g_string_append_c(out, '|');
  for (guint i = 0; i < gist->links->len; i++) {
    const GistLink *link = g_ptr_array_index(gist->links, i);

    g_string_append_printf(out, "%u %s,", link->ordinal, link->text);
  }
  g_string_append_printf(out, "|%d|%s", gist->relevant, gist->why);
  return g_string_free(out, FALSE);
}

START_TEST(answers)
{
  g_autoptr(SchemaResult) result = schema_read(rows[_i].answer, strlen(rows[_i].answer), &links, FALSE);

  if (rows[_i].gist != NULL) {
    g_autofree char *spelt = result->gist != NULL ? spell(result->gist) : NULL;

    ck_assert_msg(result->verdict == SCHEMA_GOOD, "%s", result->complaint);
    ck_assert_str_eq(spelt, rows[_i].gist);
    ck_assert_uint_eq(result->dropped, rows[_i].dropped);
    ck_assert_ptr_null(result->complaint);
    return;
  }
  ck_assert_int_eq(result->verdict, SCHEMA_REPAIRABLE);
  ck_assert_ptr_null(result->gist);
  ck_assert_msg(strstr(result->complaint, rows[_i].complaint) != NULL, "%s", result->complaint);
  ck_assert_ptr_null(strchr(result->complaint, '\n'));
}
END_TEST

/* Sizes in characters, not bytes: a little over is cut, far over is a complaint, and cut when nothing more will be asked. */
static const struct {
  guint length;
  gboolean last, good;
} size_rows[] = { { 1200, FALSE, TRUE }, { 1800, FALSE, TRUE },   { 1801, FALSE, FALSE },
                  { 1801, TRUE, TRUE },  { 50000, FALSE, FALSE }, { 50000, TRUE, TRUE } };

START_TEST(sizes)
{
  g_autoptr(GString) answer = g_string_new("{\"topics\":[],\"links\":[],\"relevant\":true,\"why\":\"\",\"summary\":\"");
  g_autoptr(SchemaResult) result = NULL;

  for (guint i = 0; i < size_rows[_i].length; i++)
    g_string_append(answer, "ä");
  g_string_append(answer, "\"}");
  result = schema_read(answer->str, answer->len, &links, size_rows[_i].last);
  ck_assert_int_eq(result->verdict, size_rows[_i].good ? SCHEMA_GOOD : SCHEMA_REPAIRABLE);
  if (result->gist != NULL)
    ck_assert_int_eq(g_utf8_strlen(result->gist->summary, -1), 1200);
}
END_TEST

START_TEST(too_many)
{
  g_autoptr(GString) topics = g_string_new("["), list = g_string_new("[");
  g_autofree guint8 *all = g_malloc(10001);
  g_autofree char *answer = NULL;
  g_autoptr(SchemaResult) result = NULL;
  SchemaLinks many = { all, 10001 };

  memset(all, 1, 10001);
  for (guint i = 1; i <= 3000; i++) {
    g_string_append_printf(topics, "%s\"topic %u\"", i > 1 ? "," : "", i);
    g_string_append_printf(list, "%s" LINK("x", "L%u"), i > 1 ? "," : "", i);
  }
  answer = g_strdup_printf("{\"summary\":\"S.\",\"topics\":%s],\"links\":%s],\"relevant\":true,\"why\":\"\"}",
                           topics->str, list->str);
  result = schema_read(answer, strlen(answer), &many, FALSE);
  ck_assert_int_eq(result->verdict, SCHEMA_GOOD);
  ck_assert_uint_eq(result->gist->topics->len, SCHEMA_MAX_TOPICS);
  ck_assert_uint_eq(result->gist->links->len, SCHEMA_MAX_LINKS);
}
END_TEST

static const char *const hopeless_rows[] = { "", "  \n", "<think>nothing</think>", "``````" };

START_TEST(hopeless)
{
  g_autoptr(SchemaResult) result = schema_read(hopeless_rows[_i], strlen(hopeless_rows[_i]), &links, FALSE);

  ck_assert_int_eq(result->verdict, SCHEMA_HOPELESS);
  ck_assert_ptr_nonnull(result->complaint);
}
END_TEST

START_TEST(far_too_long)
{
  g_autofree char *answer = g_strnfill(SCHEMA_MAX_ANSWER + 1, '[');
  g_autoptr(SchemaResult) result = schema_read(answer, SCHEMA_MAX_ANSWER + 1, &links, FALSE);

  ck_assert_int_eq(result->verdict, SCHEMA_HOPELESS);
  schema_result_free(g_steal_pointer(&result));
  result = schema_read(answer, SCHEMA_MAX_ANSWER, &links, FALSE);
  ck_assert_int_eq(result->verdict, SCHEMA_REPAIRABLE);
}
END_TEST

Suite *test_schema_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("schema", &tcase);

  tcase_add_test(tcase, schema_is_in_the_intersection);
  tcase_add_test(tcase, limits_stand_in_the_sized_schema);
  tcase_add_loop_test(tcase, answers, 0, G_N_ELEMENTS(rows));
  tcase_add_loop_test(tcase, sizes, 0, G_N_ELEMENTS(size_rows));
  tcase_add_test(tcase, too_many);
  tcase_add_loop_test(tcase, hopeless, 0, G_N_ELEMENTS(hopeless_rows));
  tcase_add_test(tcase, far_too_long);
  return suite;
}
