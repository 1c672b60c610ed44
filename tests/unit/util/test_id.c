/* SPDX-License-Identifier: MIT */
#include "util/id.h"

#include <string.h>

#include "suites.h"
#include "support.h"

START_TEST(ids_are_valid_and_differ)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < 10000; i++) {
    char *id = id_new();

    ck_assert(id_valid(id));
    ck_assert(g_hash_table_add(seen, id));
  }
}
END_TEST

/* Every character position takes many values: no bits are lost between bytes and base32. */
START_TEST(ids_use_all_their_bits)
{
  guint seen[ID_LENGTH] = { 0 };

  for (int i = 0; i < 2000; i++) {
    g_autofree char *id = id_new();

    for (int k = 0; k < ID_LENGTH; k++)
      seen[k] |= 1u << (g_ascii_isdigit(id[k]) ? id[k] - '2' + 26 : id[k] - 'a');
  }
  for (int k = 0; k < ID_LENGTH - 1; k++)
    ck_assert_uint_eq(seen[k], G_MAXUINT32);
  ck_assert_uint_eq(__builtin_popcount(seen[ID_LENGTH - 1]), 8); /* 128 = 25 * 5 + 3 */
}
END_TEST

static const struct {
  const char *text;
  gboolean valid;
} rows[] = {
  { "abcdefghijklmnopqrstuvwxyz", TRUE },
  { "abcdefghijklmnopqrstuvwxy7", TRUE },
  { "", FALSE },
  { "abcdefghijklmnopqrstuvwxy", FALSE },
  { "abcdefghijklmnopqrstuvwxyza", FALSE },
  { "Abcdefghijklmnopqrstuvwxyz", FALSE },
  { "abcdefghijklmnopqrstuvwxy1", FALSE },
  { "abcdefghijklmnopqrstuvwxy/", FALSE },
};

START_TEST(validity)
{
  ck_assert_int_eq(id_valid(rows[_i].text), rows[_i].valid);
}
END_TEST

START_TEST(urns_are_version_4)
{
  for (int i = 0; i < 100; i++) {
    g_autofree char *urn = id_new_urn();

    ck_assert(g_str_has_prefix(urn, "urn:uuid:"));
    ck_assert(g_uuid_string_is_valid(urn + strlen("urn:uuid:")));
    ck_assert_int_eq(urn[9 + 14], '4');
    ck_assert(strchr("89ab", urn[9 + 19]) != NULL);
  }
}
END_TEST

Suite *test_id_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("id", &tcase);

  tcase_add_test(tcase, ids_are_valid_and_differ);
  tcase_add_test(tcase, ids_use_all_their_bits);
  tcase_add_loop_test(tcase, validity, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, urns_are_version_4);
  return suite;
}
