/* SPDX-License-Identifier: MIT */
/* expect: uses sqlite3_open, which is fenced to src/store/ */
int sqlite3_open(const char *name, void **db);
int bad(void **db);

int bad(void **db)
{
  return sqlite3_open("x", db);
}
