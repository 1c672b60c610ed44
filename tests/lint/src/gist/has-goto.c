/* SPDX-License-Identifier: MIT */
/* expect: goto: return early */
int bad(int x);

int bad(int x)
{
  if (x)
    goto out;
  x = 1;
out:
  return x;
}
