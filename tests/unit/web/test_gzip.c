/* SPDX-License-Identifier: MIT */
#include "web/gzip.h"

#include <gio/gio.h>
#include <string.h>

#include "suites.h"
#include "support.h"

static const struct {
  const char *header;
  gboolean accepted;
} rows[] = {
  { NULL, FALSE },
  { "", FALSE },
  { "gzip", TRUE },
  { "GZip", TRUE },
  { "x-gzip", TRUE },
  { "deflate, gzip;q=1.0, *;q=0.5", TRUE },
  { "gzip, deflate, br, zstd", TRUE },
  { "br , gzip ; q=0.001", TRUE },
  { "*", TRUE },
  { "identity, *;q=0.1", TRUE },
  { "gzip;q=0", FALSE },
  { "gzip;q=0.000", FALSE },
  { "gzip; Q = 0. ", FALSE },
  { "gzip;q=0, *", FALSE },
  { "*, gzip;q=0", FALSE },
  { "*;q=0", FALSE },
  { "identity", FALSE },
  { "deflate", FALSE },
  { "gzipped, xgzip, gz", FALSE },
  { ",,, ,", FALSE },
  { ";;;", FALSE },
  { "br;gzip", FALSE },
};

START_TEST(accepted)
{
  ck_assert_int_eq(gzip_accepted(rows[_i].header), rows[_i].accepted);
}
END_TEST

static GBytes *unpack(GBytes *packed)
{
  g_autoptr(GZlibDecompressor) unzip = g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr(GInputStream) raw = g_memory_input_stream_new_from_bytes(packed);
  g_autoptr(GInputStream) stream = g_converter_input_stream_new(raw, G_CONVERTER(unzip));
  g_autoptr(GOutputStream) out = g_memory_output_stream_new_resizable();
  GError *error = NULL;

  g_output_stream_splice(out, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  ck_no_error(error);
  return g_memory_output_stream_steal_as_bytes(G_MEMORY_OUTPUT_STREAM(out));
}

/* Another implementation reads it back, the same text gives the same bytes, and the header names neither a time nor a file. */
START_TEST(packs)
{
  g_autofree char *text = g_strnfill(100000, 'x');
  g_autoptr(GBytes) bytes = g_bytes_new(text, 100000), packed = gzip_pack(bytes), again = gzip_pack(bytes);
  g_autoptr(GBytes) back = NULL;
  const guint8 *head;

  ck_assert_ptr_nonnull(packed);
  ck_assert_uint_lt(g_bytes_get_size(packed), 1000);
  ck_assert(g_bytes_equal(packed, again));
  back = unpack(packed);
  ck_assert(g_bytes_equal(back, bytes));
  head = g_bytes_get_data(packed, NULL);
  ck_assert_mem_eq(head + 3, "\0\0\0\0\0", 5); /* flags and time (RFC 1952 2.3) */
}
END_TEST

START_TEST(not_worth_it)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed(7);
  guint32 noise[1000];
  g_autoptr(GBytes) empty = g_bytes_new_static("", 0), small = g_bytes_new_static("abc", 3), random = NULL;

  for (guint i = 0; i < G_N_ELEMENTS(noise); i++)
    noise[i] = g_rand_int(rand);
  random = g_bytes_new(noise, sizeof noise);
  ck_assert_ptr_null(gzip_pack(empty));
  ck_assert_ptr_null(gzip_pack(small));
  ck_assert_ptr_null(gzip_pack(random));
}
END_TEST

Suite *test_gzip_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("gzip", &tcase);

  tcase_add_loop_test(tcase, accepted, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, packs);
  tcase_add_test(tcase, not_worth_it);
  return suite;
}
