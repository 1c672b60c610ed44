/* SPDX-License-Identifier: MIT */
#include "mail/address.h"

#include "suites.h"
#include "support.h"

static const struct {
  const char *value;
  guint mailboxes;
  gboolean odd;
  const char *phrase, *address;
} list_rows[] = {
  { "", 0, FALSE, NULL, NULL },
  { " , ,, ", 0, FALSE, NULL, NULL },
  { "words only", 0, FALSE, NULL, NULL },
  { "a@x.org", 1, FALSE, NULL, "a@x.org" },
  { "a@x.org, b@x.org", 2, FALSE, NULL, "a@x.org" },
  { "broken@, B <b@x.org>, c@x.org", 2, TRUE, "B", "b@x.org" },
  { "g: a@x.org, b@x.org;, c@x.org", 3, TRUE, NULL, "a@x.org" },
  { "Acme, Inc. <a@x.org>, b@x.org", 2, FALSE, "Acme, Inc.", "a@x.org" },
  { "=?utf-8?Q?A,_B?= <a@x.org>", 1, FALSE, "=?utf-8?Q?A,_B?=", "a@x.org" },
  { "a@x.org (one) (two)", 1, FALSE, "two", "a@x.org" },
};

START_TEST(list)
{
  g_auto(AddressList) got = { 0 };

  address_list_read(list_rows[_i].value, &got);
  ck_assert_msg(got.mailboxes == list_rows[_i].mailboxes, "%s: %u", list_rows[_i].value, got.mailboxes);
  ck_assert_msg(got.odd == list_rows[_i].odd, "%s", list_rows[_i].value);
  ck_assert_pstr_eq(got.phrase, list_rows[_i].phrase);
  ck_assert_pstr_eq(got.address, list_rows[_i].address);
}
END_TEST

static const struct {
  const char *local;
  gboolean valid;
} local_rows[] = {
  { "news", TRUE },           { "a.b..c", TRUE },     { "a+b=c#d'e", TRUE }, { "j\u00f6rg", TRUE },
  { "\"a b\"", TRUE },        { "\"a\\\"b\"", TRUE }, { "", FALSE },         { ".", FALSE },
  { "\"\"", FALSE },          { "\"a", FALSE },       { "\"a\\\"", FALSE },  { "\"a\"b\"", FALSE },
  { "a b", FALSE },           { "a@b", FALSE },       { "a%b", FALSE },      { "a!b", FALSE },
  { "=?utf-8?Q?a?=", FALSE }, { "x\nY: z", FALSE },   { "a\u202eb", FALSE }, { "a\xff", FALSE },
  { "\"a\tb\"", FALSE },      { "<a>", FALSE },
};

START_TEST(local)
{
  ck_assert_msg(address_local_valid(local_rows[_i].local) == local_rows[_i].valid, "%s", local_rows[_i].local);
}
END_TEST

START_TEST(local_length)
{
  g_autofree char *at_limit = g_strnfill(ADDRESS_MAX_LOCAL, 'a'), *above = g_strnfill(ADDRESS_MAX_LOCAL + 1, 'a');

  ck_assert(address_local_valid(at_limit));
  ck_assert(!address_local_valid(above));
}
END_TEST

Suite *test_address_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("address", &tcase);

  tcase_add_loop_test(tcase, list, 0, G_N_ELEMENTS(list_rows));
  tcase_add_loop_test(tcase, local, 0, G_N_ELEMENTS(local_rows));
  tcase_add_test(tcase, local_length);
  return suite;
}
