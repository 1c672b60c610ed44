/* SPDX-License-Identifier: MIT */
#include "util/digest.h"

#include <string.h>

#include "suites.h"
#include "support.h"

/* The examples that NIST publishes with FIPS 180-4, and the empty message. */
static const struct {
  const char *bytes;
  guint repeats;
  const char *sum;
} rows[] = {
  { "", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
  { "abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
  { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
  { "aaaaaaaaaa", 100000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0" },
};

START_TEST(sums)
{
  g_autoptr(Digest) digest = digest_new();
  g_autofree char *sum = NULL, *again = NULL, *empty = NULL;

  for (guint i = 0; i < rows[_i].repeats; i++)
    digest_add(digest, rows[_i].bytes, strlen(rows[_i].bytes));
  sum = digest_sum(digest);
  ck_assert_str_eq(sum, rows[_i].sum);
  empty = digest_sum(digest);
  ck_assert_str_eq(empty, rows[0].sum);
  if (rows[_i].repeats > 1)
    return;
  again = digest_hex(rows[_i].bytes, strlen(rows[_i].bytes));
  ck_assert_str_eq(again, rows[_i].sum);
}
END_TEST

Suite *test_digest_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("digest", &tcase);

  tcase_add_loop_test(tcase, sums, 0, G_N_ELEMENTS(rows));
  return suite;
}
