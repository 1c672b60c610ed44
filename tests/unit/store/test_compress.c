/* SPDX-License-Identifier: MIT */
#include "store/compress.h"

#include <string.h>

#include "store/store.h"
#include "suites.h"
#include "support.h"
#include "util/error.h"

static const gsize sizes[] = { 0, 1, 100, 65536, 3000000 };

START_TEST(round_trip)
{
  gsize size = sizes[_i];
  g_autofree char *data = g_malloc(size + 1);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) compressed = NULL;
  g_autoptr(GBytes) again = NULL;
  GError *error = NULL;

  for (gsize i = 0; i < size; i++)
    data[i] = (char)((i * i) >> 7);
  bytes = g_bytes_new(data, size);
  compressed = store_compress(bytes);
  ck_assert(compress_check(compressed, NULL));
  again = compress_undo(g_bytes_get_data(compressed, NULL), g_bytes_get_size(compressed), &error);
  ck_no_error(error);
  ck_assert(g_bytes_equal(bytes, again));
}
END_TEST

/* Frames by hand (RFC 8878 3.1.1): magic, descriptor (single segment, size in so many bytes), content size, blocks. */
static const struct {
  const char *bytes;
  gsize size;
  ErrorCode code;
} bad_rows[] = {
  { "", 0, ERROR_FAILED },
  { "not zstd at all", 15, ERROR_FAILED },
  { "\x28\xb5\x2f\xfd", 4, ERROR_FAILED },                     /* no header */
  { "\x28\xb5\x2f\xfd\x00\x58\x01\x00\x00", 9, ERROR_FAILED }, /* size not known */
  { "\x28\xb5\x2f\xfd\x20\x05\x09\x00\x00"
    "a",
    10, ERROR_FAILED }, /* says 5, has 1 */
  { "\x28\xb5\x2f\xfd\x20\x01\x11\x00\x00"
    "ab",
    11, ERROR_FAILED },                                                                     /* says 1, has 2 */
  { "\x28\xb5\x2f\xfd\xa0\x01\x00\x00\x10\x01\x00\x00", 12, ERROR_INVALID },                /* 256 MiB + 1 */
  { "\x28\xb5\x2f\xfd\xe0\xf0\xff\xff\xff\xff\xff\xff\x7f\x01\x00\x00", 16, ERROR_INVALID } /* exabytes */
};

START_TEST(bad_frames)
{
  g_autoptr(GError) error = NULL;

  ck_assert_ptr_null(compress_undo(bad_rows[_i].bytes, bad_rows[_i].size, &error));
  ck_error(error, bad_rows[_i].code);
}
END_TEST

/* A flipped bit anywhere is noticed, or changes nothing. */
START_TEST(damage_is_noticed)
{
  const char *text = "The checksum of the frame covers what the format itself does not notice.";
  g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
  g_autoptr(GBytes) compressed = store_compress(bytes);
  gsize size;
  g_autofree char *copy = g_memdup2(g_bytes_get_data(compressed, &size), g_bytes_get_size(compressed));
  guint noticed = 0;

  for (gsize bit = 0; bit < size * 8; bit++) {
    g_autoptr(GBytes) again = NULL;

    copy[bit / 8] ^= (char)(1 << (bit % 8));
    again = compress_undo(copy, size, NULL);
    copy[bit / 8] ^= (char)(1 << (bit % 8));
    noticed += again == NULL;
    ck_assert(again == NULL || g_bytes_equal(again, bytes));
  }
  ck_assert_uint_gt(noticed, size * 7);
}
END_TEST

Suite *test_compress_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("compress", &tcase);

  tcase_add_loop_test(tcase, round_trip, 0, G_N_ELEMENTS(sizes));
  tcase_add_loop_test(tcase, bad_frames, 0, G_N_ELEMENTS(bad_rows));
  tcase_add_test(tcase, damage_is_noticed);
  return suite;
}
