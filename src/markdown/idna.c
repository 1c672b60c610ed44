/* SPDX-License-Identifier: MIT */
#include "markdown/idna.h"

#include <string.h>

/* RFC 3492 section 5 */
enum { BASE = 36, TMIN = 1, TMAX = 26, SKEW = 38, DAMP = 700, INITIAL_BIAS = 72, INITIAL_N = 128 };

#define MAX_LABEL 63 /* also keeps the encoder, which is quadratic, in bounds */

static guint adapt(guint delta, guint points, gboolean first)
{
  guint k = 0;

  delta = first ? delta / DAMP : delta / 2;
  delta += delta / points;
  for (; delta > ((BASE - TMIN) * TMAX) / 2; k += BASE)
    delta /= BASE - TMIN;
  return k + (BASE - TMIN + 1) * delta / (delta + SKEW);
}

static void append_integer(GString *out, guint value, guint bias)
{
  static const char digits[] = "abcdefghijklmnopqrstuvwxyz0123456789";

  for (guint k = BASE;; k += BASE) {
    guint t = k <= bias ? TMIN : MIN(k - bias, TMAX);

    if (value < t)
      break;
    g_string_append_c(out, digits[t + (value - t) % (BASE - t)]);
    value = (value - t) / (BASE - t);
  }
  g_string_append_c(out, digits[value]);
}

/* RFC 3492 section 6.3. With at most MAX_LABEL code points nothing overflows. */
static void append_punycode(GString *out, const gunichar *label, guint length)
{
  guint n = INITIAL_N, delta = 0, bias = INITIAL_BIAS, basic = 0, handled;

  for (guint i = 0; i < length; i++) {
    if (label[i] < 0x80) {
      g_string_append_c(out, (char)label[i]);
      basic++;
    }
  }
  if (basic > 0)
    g_string_append_c(out, '-');
  for (handled = basic; handled < length; delta++, n++) {
    gunichar next = G_MAXUINT32;

    for (guint i = 0; i < length; i++)
      if (label[i] >= n)
        next = MIN(next, label[i]);
    delta += (next - n) * (handled + 1);
    n = next;
    for (guint i = 0; i < length; i++) {
      if (label[i] < n)
        delta++;
      if (label[i] == n) {
        append_integer(out, delta, bias);
        bias = adapt(delta, handled + 1, handled == basic);
        delta = 0;
        handled++;
      }
    }
  }
}

/* The characters IDNA 2003 maps away and browsers keep. */
static gboolean has_deviation(const char *label)
{
  return strstr(label, "\u00df") != NULL || strstr(label, "\u1e9e") != NULL || strstr(label, "\u03c2") != NULL ||
         strstr(label, "\u200c") != NULL || strstr(label, "\u200d") != NULL;
}

static gboolean append_deviating(GString *out, const char *label)
{
  g_autofree char *plain = g_utf8_normalize(label, -1, G_NORMALIZE_NFKC); /* first: it makes capitals of some symbols */
  g_autofree char *lower = g_utf8_strdown(plain, -1);
  g_autofree char *normal = g_utf8_normalize(lower, -1, G_NORMALIZE_NFKC);
  g_autofree gunichar *points = NULL;
  glong length;

  points = g_utf8_to_ucs4_fast(normal, -1, &length);
  if (length > MAX_LABEL)
    return FALSE;
  for (glong i = 0; i < length; i++)
    if (!g_unichar_isalnum(points[i]) && !g_unichar_ismark(points[i]) && points[i] != '-' && points[i] != 0x200c &&
        points[i] != 0x200d)
      return FALSE;
  g_string_append(out, "xn--");
  append_punycode(out, points, (guint)length);
  return TRUE;
}

char *idna_to_ascii(const char *host)
{
  g_autoptr(GString) out = g_string_new(NULL);
  g_auto(GStrv) labels = NULL;

  if (g_str_is_ascii(host))
    return g_ascii_strdown(host, -1);
  if (!has_deviation(host))
    return g_hostname_to_ascii(host);
  labels = g_strsplit(host, ".", -1);
  for (guint i = 0; labels[i] != NULL; i++) {
    g_autofree char *ascii = NULL;

    if (i > 0)
      g_string_append_c(out, '.');
    if (has_deviation(labels[i])) {
      if (!append_deviating(out, labels[i]))
        return NULL;
      continue;
    }
    ascii = g_str_is_ascii(labels[i]) ? g_ascii_strdown(labels[i], -1) : g_hostname_to_ascii(labels[i]);
    if (ascii == NULL)
      return NULL;
    g_string_append(out, ascii);
  }
  return g_string_free(g_steal_pointer(&out), FALSE);
}
