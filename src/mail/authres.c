/* SPDX-License-Identifier: MIT */
#include "mail/authres.h"

#include <string.h>

#include "mail/address.h"
#include "mail/align.h"
#include "mail/sender.h"

typedef struct {
  const char *p;
  gboolean broken; /* an open quote or comment, a value that runs into one: someone else wrote part of this field */
} Cursor;

/* One method's result with the properties that decide. */
typedef struct {
  char *method, *result;
  char *from, *domain, *identity; /* header.from, header.d, header.i; NULL when absent */
  GString *signature;             /* what tells two results of one method apart */
  gboolean bad;                   /* does not parse */
} Result;

typedef struct {
  gboolean reported, broken;
  gboolean dmarc_pass, dmarc_other, dmarc_fail; /* for the From domain */
  GHashTable *signatures;                       /* of char *: aligned DKIM signatures, to GINT_TO_POINTER(passed) */
} Evidence;

static void skip_comment(Cursor *cursor)
{
  const char *end = address_skip_comment(cursor->p);

  cursor->broken = cursor->broken || end == NULL;
  cursor->p = end != NULL ? end : cursor->p + strlen(cursor->p);
}

static void skip_space(Cursor *cursor)
{
  while (*cursor->p == ' ' || *cursor->p == '\t' || *cursor->p == '(') {
    if (*cursor->p == '(')
      skip_comment(cursor);
    else
      cursor->p++;
  }
}

static char *read_quoted(Cursor *cursor)
{
  GString *out = g_string_new(NULL);

  for (cursor->p++; *cursor->p != '\0' && *cursor->p != '"'; cursor->p++) {
    if (*cursor->p == '\\' && cursor->p[1] != '\0')
      cursor->p++;
    g_string_append_c(out, *cursor->p);
  }
  if (*cursor->p == '"')
    cursor->p++;
  else
    cursor->broken = TRUE;
  return g_string_free(out, FALSE);
}

static char *read_run(Cursor *cursor, const char *stop)
{
  gsize length = strcspn(cursor->p, stop);
  char *run = g_strndup(cursor->p, length);

  cursor->p += length;
  return run;
}

/* RFC 8601 2.2 pvalue; characters that a bare token must not have are let through, for signature samples hold them. */
static char *read_value(Cursor *cursor)
{
  g_autofree char *local = NULL, *rest = NULL;

  if (*cursor->p == '"') {
    local = read_quoted(cursor);
    cursor->broken = cursor->broken || (*cursor->p != '\0' && strchr("@; \t", *cursor->p) == NULL);
  }
  rest = read_run(cursor, " \t;()\"");
  if (*cursor->p != '\0' && strchr("()\"", *cursor->p) != NULL)
    cursor->broken = TRUE;
  return g_strconcat(local != NULL ? local : "", rest, NULL);
}

/* From wherever parsing stopped to the ';' that ends this result. */
static void skip_result(Cursor *cursor)
{
  while (*cursor->p != '\0' && *cursor->p != ';') {
    if (*cursor->p == '(')
      skip_comment(cursor);
    else if (*cursor->p == '"')
      g_free(read_quoted(cursor));
    else
      cursor->p++;
  }
}

static void result_clear(Result *result)
{
  g_free(result->method);
  g_free(result->result);
  g_free(result->from);
  g_free(result->domain);
  g_free(result->identity);
  g_string_free(result->signature, TRUE);
}

/* A property given twice says nothing. */
static void keep_property(Result *result, const char *name, char *value)
{
  static const char *const distinguishing[] = { "header.d", "header.i", "header.s", "header.b", "header.a" };
  char **place = NULL;

  if (g_ascii_strcasecmp(name, "header.from") == 0)
    place = &result->from;
  else if (g_ascii_strcasecmp(name, "header.d") == 0)
    place = &result->domain;
  else if (g_ascii_strcasecmp(name, "header.i") == 0)
    place = &result->identity;
  for (guint i = 0; i < G_N_ELEMENTS(distinguishing); i++)
    if (g_ascii_strcasecmp(name, distinguishing[i]) == 0)
      g_string_append_printf(result->signature, "%s=%s;", distinguishing[i], value);
  if (place == NULL) {
    g_free(value);
    return;
  }
  result->bad = result->bad || *place != NULL;
  g_free(*place);
  *place = value;
}

static gboolean read_assignment(Cursor *cursor, char **name, const char *stop)
{
  skip_space(cursor);
  *name = read_run(cursor, stop);
  skip_space(cursor);
  if (**name == '\0' || *cursor->p != '=')
    return FALSE;
  cursor->p++;
  skip_space(cursor);
  return TRUE;
}

/* The method and result, then reason and properties, to the ';' or the end. */
static void read_result(Cursor *cursor, Result *result)
{
  memset(result, 0, sizeof *result);
  result->signature = g_string_new(NULL);
  result->bad = !read_assignment(cursor, &result->method, " \t;()\"=/");
  if (result->bad && *cursor->p == '/') {
    g_autofree char *version = NULL;

    cursor->p++;
    result->bad = !read_assignment(cursor, &version, " \t;()\"=") || strcmp(version, "1") != 0;
  }
  result->result = read_run(cursor, " \t;()\"=");
  for (;;) {
    g_autofree char *name = NULL;

    skip_space(cursor);
    if (*cursor->p == '\0' || *cursor->p == ';')
      return;
    if (result->bad || !read_assignment(cursor, &name, " \t;()\"=")) {
      result->bad = TRUE;
      skip_result(cursor);
      return;
    }
    keep_property(result, name, read_value(cursor));
  }
}

/* header.d and, when there is one, header.i below it; else header.i alone. NULL when they are no plain domains. */
static char *signing_domain(const Result *result)
{
  const char *at = result->identity != NULL ? strrchr(result->identity, '@') : NULL;
  const char *identity = result->identity == NULL ? NULL : at != NULL ? at + 1 : result->identity;
  g_autofree char *identity_domain = identity != NULL ? sender_domain(identity) : NULL;
  g_autofree char *domain = result->domain != NULL ? sender_domain(result->domain) : NULL;

  if ((identity != NULL && (identity_domain == NULL || !g_str_is_ascii(identity))) ||
      (result->domain != NULL && (domain == NULL || !g_str_is_ascii(result->domain))))
    return NULL;
  if (domain == NULL)
    return g_steal_pointer(&identity_domain);
  if (identity_domain != NULL && strcmp(identity_domain, domain) != 0 && !align_is_below(identity_domain, domain))
    return NULL;
  return g_steal_pointer(&domain);
}

static void weigh_dkim(Evidence *evidence, const Result *result, const char *from_domain)
{
  g_autofree char *domain = signing_domain(result);
  gboolean pass = g_ascii_strcasecmp(result->result, "pass") == 0 && !result->bad;
  gpointer known;

  if (domain == NULL || !align_domains(domain, from_domain))
    return;
  if (g_hash_table_lookup_extended(evidence->signatures, result->signature->str, NULL, &known))
    pass = pass && GPOINTER_TO_INT(known);
  g_hash_table_insert(evidence->signatures, g_strdup(result->signature->str), GINT_TO_POINTER(pass));
}

static void weigh_dmarc(Evidence *evidence, const Result *result, const char *from_domain)
{
  g_autofree char *from = result->from != NULL && g_str_is_ascii(result->from) ? sender_domain(result->from) : NULL;
  gboolean same = g_strcmp0(from, from_domain) == 0;
  gboolean pass = g_ascii_strcasecmp(result->result, "pass") == 0 && !result->bad;

  evidence->dmarc_pass = evidence->dmarc_pass || (pass && same);
  evidence->dmarc_other = evidence->dmarc_other || (!pass && (same || result->from == NULL));
  evidence->dmarc_fail =
      evidence->dmarc_fail || (g_ascii_strcasecmp(result->result, "fail") == 0 && (same || result->from == NULL));
}

/* Whether the field is of that server; the cursor is then behind its id. */
static gboolean read_server(Cursor *cursor, const char *authserv_id)
{
  g_autofree char *id = NULL;
  gsize length = strlen(authserv_id), id_length;

  skip_space(cursor);
  id = *cursor->p == '"' ? read_quoted(cursor) : read_run(cursor, " \t;()\"=");
  id_length = strlen(id);
  if (length > 0 && authserv_id[length - 1] == '.')
    length--;
  if (id_length > 0 && id[id_length - 1] == '.')
    id_length--;
  return length > 0 && length == id_length && g_ascii_strncasecmp(id, authserv_id, length) == 0;
}

/* The results behind the server's id, RFC 8601 2.2; a field of another version is not read. */
static void weigh_field(Evidence *evidence, Cursor *cursor, const char *from_domain)
{
  g_autofree char *version = NULL;

  skip_space(cursor);
  version = read_run(cursor, " \t;()\"=");
  skip_space(cursor);
  if (*version != '\0' && strcmp(version, "1") != 0)
    return;
  evidence->reported = TRUE;
  if (*cursor->p != ';' && *cursor->p != '\0')
    cursor->broken = TRUE;
  while (*cursor->p == ';') {
    Result result;

    cursor->p++;
    read_result(cursor, &result);
    if (from_domain != NULL && g_ascii_strcasecmp(result.method, "dkim") == 0)
      weigh_dkim(evidence, &result, from_domain);
    else if (from_domain != NULL && g_ascii_strcasecmp(result.method, "dmarc") == 0)
      weigh_dmarc(evidence, &result, from_domain);
    result_clear(&result);
  }
  evidence->broken = evidence->broken || cursor->broken;
}

static gboolean any_signature(const Evidence *evidence)
{
  GHashTableIter iter;
  gpointer passed;

  g_hash_table_iter_init(&iter, evidence->signatures);
  while (g_hash_table_iter_next(&iter, NULL, &passed))
    if (GPOINTER_TO_INT(passed))
      return TRUE;
  return FALSE;
}

/* The worst of several DMARC results counts, and a failed one outweighs a signature: the domain's owner asked for it. A
 * field that does not parse vouches for nobody, nor do its neighbours. */
static Verdict judge(const Evidence *evidence)
{
  if (!evidence->reported)
    return VERDICT_UNVERIFIED;
  if (evidence->broken || evidence->dmarc_fail)
    return VERDICT_FAIL;
  if ((evidence->dmarc_pass && !evidence->dmarc_other) || any_signature(evidence))
    return VERDICT_PASS;
  return VERDICT_FAIL;
}

Verdict authres_verdict(const HeaderBlock *block, const char *authserv_id, const char *from_domain)
{
  Evidence evidence = { 0 };
  gboolean planted = FALSE, below = FALSE;
  Verdict verdict;

  if (authserv_id == NULL)
    return VERDICT_UNVERIFIED;
  evidence.signatures = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < block->fields->len && !planted; i++) {
    const HeaderField *field = g_ptr_array_index(block->fields, i);
    Cursor cursor = { field->value, FALSE };

    below = below || g_ascii_strcasecmp(field->name, "Received") == 0;
    if (g_ascii_strcasecmp(field->name, "Authentication-Results") != 0 || !read_server(&cursor, authserv_id))
      continue;
    planted = below;
    if (!planted)
      weigh_field(&evidence, &cursor, from_domain);
  }
  verdict = planted ? VERDICT_FORGED : judge(&evidence);
  g_hash_table_unref(evidence.signatures);
  return verdict;
}
