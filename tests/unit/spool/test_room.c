/* SPDX-License-Identifier: MIT */
#include "spool/room.h"

#include <sys/statvfs.h>

#include "spool/deliver.h"
#include "suites.h"
#include "support.h"

START_TEST(as_the_hook_counts)
{
  g_autofree char *folder = support_folder();
  struct statvfs status;
  guint64 bytes = 0, reserve;

  ck_assert_int_eq(statvfs(folder, &status), 0);
  reserve = MIN((guint64)status.f_blocks / DELIVER_RESERVE_SHARE * status.f_frsize, DELIVER_RESERVE_MAX);
  ck_assert_uint_eq(room_reserves(folder, &bytes), reserve > 0 ? bytes / reserve : ROOM_FINE);
  ck_assert_uint_gt(bytes, 0);
  support_remove_folder(g_steal_pointer(&folder));
}
END_TEST

START_TEST(nobody_can_tell)
{
  guint64 bytes = 1;

  ck_assert_uint_eq(room_reserves("/nowhere/at/all", &bytes), 0);
  ck_assert_uint_eq(bytes, 0);
}
END_TEST

Suite *test_room_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("room", &tcase);

  tcase_add_test(tcase, as_the_hook_counts);
  tcase_add_test(tcase, nobody_can_tell);
  return suite;
}
