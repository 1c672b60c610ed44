/* SPDX-License-Identifier: MIT */
#include "mail/charset_name.h"

#include <iconv.h>
#include <string.h>

#define MAX_LABEL 64

/* Labels without their punctuation, in lower case, where the name for iconv is another one. Mailers write the older and narrower name and
 * mean the wider one. */
static const struct {
  const char *key, *name;
} aliases[] = {
  { "utf8", "UTF-8" },
  { "unicode11utf8", "UTF-8" },
  { "utf8mb4", "UTF-8" },
  { "utf8mac", "UTF-8" },
  { "cp65001", "UTF-8" },
  { "usascii", "CP1252" },
  { "ascii", "CP1252" },
  { "ansix34", "CP1252" },
  { "ansix341968", "CP1252" },
  { "ansix341986", "CP1252" },
  { "iso646us", "CP1252" },
  { "us", "CP1252" },
  { "iso88591", "CP1252" },
  { "88591", "CP1252" },
  { "iso885911987", "CP1252" },
  { "iso88591windows", "CP1252" },
  { "latin1", "CP1252" },
  { "l1", "CP1252" },
  { "cp819", "CP1252" },
  { "ibm819", "CP1252" },
  { "xansi", "CP1252" },
  { "win1252", "CP1252" },
  { "xcp1252", "CP1252" },
  { "iso88598i", "ISO-8859-8" },
  { "iso88598e", "ISO-8859-8" },
  { "iso88596i", "ISO-8859-6" },
  { "iso88596e", "ISO-8859-6" },
  { "logical", "ISO-8859-8" },
  { "iso88599", "CP1254" },
  { "latin5", "CP1254" },
  { "iso885911", "CP874" },
  { "tis620", "CP874" },
  { "win1250", "CP1250" },
  { "win1251", "CP1251" },
  { "xcp1251", "CP1251" },
  { "win1253", "CP1253" },
  { "win1254", "CP1254" },
  { "win1255", "CP1255" },
  { "win1256", "CP1256" },
  { "win1257", "CP1257" },
  { "win1258", "CP1258" },
  { "koi8", "KOI8-R" },
  { "koi", "KOI8-R" },
  { "koi8ru", "KOI8-U" },
  { "xmaccyrillic", "MAC-CYRILLIC" },
  { "xmacukrainian", "MAC-UK" },
  { "xmacroman", "MACINTOSH" },
  { "macroman", "MACINTOSH" },
  { "shiftjis", "CP932" },
  { "shiftjisms", "CP932" },
  { "xshiftjis", "CP932" },
  { "sjis", "CP932" },
  { "xsjis", "CP932" },
  { "mskanji", "CP932" },
  { "windows31j", "CP932" },
  { "windows932", "CP932" },
  { "xmscp932", "CP932" },
  { "cp943", "CP932" },
  { "eucjp", "EUC-JP-MS" },
  { "xeucjp", "EUC-JP-MS" },
  { "xeuc", "EUC-JP-MS" },
  { "cp51932", "EUC-JP-MS" },
  { "iso2022jp", CHARSET_JAPANESE },
  { "iso2022jp1", CHARSET_JAPANESE },
  { "iso2022jp2", CHARSET_JAPANESE },
  { "iso2022jpms", CHARSET_JAPANESE },
  { "csiso2022jp", CHARSET_JAPANESE },
  { "cp50220", CHARSET_JAPANESE },
  { "cp50221", CHARSET_JAPANESE },
  { "jis", CHARSET_JAPANESE },
  { "euckr", "CP949" },
  { "xeuckr", "CP949" },
  { "ksc5601", "CP949" },
  { "ksc56011987", "CP949" },
  { "ksc56011989", "CP949" },
  { "isoir149", "CP949" },
  { "korean", "CP949" },
  { "windows949", "CP949" },
  { "xwindows949", "CP949" },
  { "ms949", "CP949" },
  { "uhc", "CP949" },
  { "gb2312", "GB18030" },
  { "gb231280", "GB18030" },
  { "xgb2312", "GB18030" },
  { "gbk", "GB18030" },
  { "xgbk", "GB18030" },
  { "cp936", "GB18030" },
  { "ms936", "GB18030" },
  { "windows936", "GB18030" },
  { "euccn", "GB18030" },
  { "xeuccn", "GB18030" },
  { "chinese", "GB18030" },
  { "chinesegb", "GB18030" },
  { "isoir58", "GB18030" },
  { "big5", "CP950" },
  { "xxbig5", "CP950" },
  { "xbig5", "CP950" },
  { "cnbig5", "CP950" },
  { "chinesebig5", "CP950" },
  { "big5eten", "CP950" },
  { "windows950", "CP950" },
  { "hzgb2312", CHARSET_HZ },
  { "hz", CHARSET_HZ },
  { "unicode11utf7", "UTF-7" },
  { "xunicode20utf7", "UTF-7" },
  { "utf16", "UTF-16" },
  { "unicode", "UTF-16LE" },
  { "ucs2", "UTF-16BE" },
  /* Labels that say nothing. */
  { "unknown8bit", "" },
  { "unknown", "" },
  { "xunknown", "" },
  { "8bit", "" },
  { "7bit", "" },
  { "binary", "" },
  { "default", "" },
  { "defaultcharset", "" },
  { "xuserdefined", "" },
  { "none", "" },
  { "null", "" },
  { "charset", "" },
  { "auto", "" },
};

/* The label without quotes and spaces, in lower case; FALSE when it is no name at all. */
static gboolean trim_label(const char *label, char *trimmed, gsize size)
{
  gsize length = 0;

  label += strspn(label, " \t\"'<>");
  if (g_ascii_strncasecmp(label, "charset=", 8) == 0)
    label += 8;
  for (; *label != '\0' && strchr(" \t\"';,<>*()", *label) == NULL; label++) {
    if (length + 1 == size || (!g_ascii_isalnum(*label) && strchr("-_.:+", *label) == NULL))
      return FALSE;
    trimmed[length++] = g_ascii_tolower(*label);
  }
  trimmed[length] = '\0';
  return length > 0;
}

static gboolean iconv_knows(const char *name)
{
  iconv_t converter = iconv_open("UTF-8", name);

  if (converter == (iconv_t)-1)
    return FALSE;
  iconv_close(converter);
  return TRUE;
}

char *charset_name(const char *label)
{
  char trimmed[MAX_LABEL], key[MAX_LABEL];
  gsize length = 0;

  if (label == NULL || !trim_label(label, trimmed, sizeof trimmed))
    return NULL;
  for (const char *p = trimmed; *p != '\0'; p++)
    if (g_ascii_isalnum(*p))
      key[length++] = *p;
  key[length] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS(aliases); i++)
    if (strcmp(key, aliases[i].key) == 0)
      return aliases[i].name[0] != '\0' ? g_strdup(aliases[i].name) : NULL;
  if (iconv_knows(trimmed))
    return g_ascii_strup(trimmed, -1);
  if (iconv_knows(key))
    return g_ascii_strup(key, -1);
  if (g_str_has_prefix(trimmed, "x-") && iconv_knows(trimmed + 2))
    return g_ascii_strup(trimmed + 2, -1);
  return NULL;
}
