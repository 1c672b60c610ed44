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

START_TEST(fields)
{
  g_autoptr(Digest) digest = digest_new();
  g_autofree char *one = NULL, *other = NULL;

  digest_add_field(digest, "ab");
  digest_add_field(digest, "c");
  one = digest_sum(digest);
  digest_add_field(digest, "a");
  digest_add_field(digest, "bc");
  other = digest_sum(digest);
  ck_assert_str_ne(one, other);
}
END_TEST

/* RFC 4231, test cases 1, 2 and 6. */
static const struct {
  char key_byte; /* repeated; 0: key */
  gsize key_length;
  const char *key, *bytes, *mac;
} macs[] = {
  { 0x0b, 20, NULL, "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7" },
  { 0, 4, "Jefe", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" },
  { (char)0xaa, 131, NULL, "Test Using Larger Than Block-Size Key - Hash Key First",
    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54" },
};

START_TEST(authenticates)
{
  g_autofree char *repeated = g_strnfill(macs[_i].key_length, macs[_i].key_byte);
  g_autofree char *hex = NULL;
  guint8 mac[DIGEST_SIZE];

  digest_hmac(macs[_i].key != NULL ? macs[_i].key : repeated, macs[_i].key_length, macs[_i].bytes,
              strlen(macs[_i].bytes), mac);
  hex = digest_to_hex(mac);
  ck_assert_str_eq(hex, macs[_i].mac);
}
END_TEST

Suite *test_digest_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("digest", &tcase);

  tcase_add_loop_test(tcase, sums, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, fields);
  tcase_add_loop_test(tcase, authenticates, 0, G_N_ELEMENTS(macs));
  return suite;
}
