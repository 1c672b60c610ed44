/* SPDX-License-Identifier: MIT */
/* expect: uses curl_easy_init, which is fenced to src/util/http\.c$ */
void *curl_easy_init(void);
void *bad(void);

void *bad(void)
{
  return curl_easy_init();
}
