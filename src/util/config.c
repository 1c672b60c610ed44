/* SPDX-License-Identifier: MIT */
#include "util/config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "util/date.h"
#include "util/error.h"

#define MAX_MESSAGE_SIZE (G_GUINT64_CONSTANT(1) << 30)
#define MAX_DURATION (30u * 86400)
#define MAX_PRICE 100000.0
#define MAX_WORD 200u

/* What a key's value is; see parse_value for the form of each. */
typedef enum {
  VALUE_LISTEN,
  VALUE_URL,
  VALUE_DOMAINS,
  VALUE_DOMAIN,
  VALUE_BOOL,
  VALUE_SIZE,
  VALUE_COUNT,
  VALUE_PATH,
  VALUE_DONE,
  VALUE_PROVIDER,
  VALUE_WORD,
  VALUE_TOKENS,
  VALUE_CONCURRENCY,
  VALUE_DURATION,
  VALUE_BUDGET,
  VALUE_PRICE,
  VALUE_DAYS
} ValueKind;

typedef struct {
  const char *group, *key;
  ValueKind kind;
  gsize offset; /* of the field in Config */
  const char *fallback;
} Key;

#define FIELD(name) G_STRUCT_OFFSET(Config, name)

static const Key keys[] = {
  { "server", "listen", VALUE_LISTEN, FIELD(listen), "127.0.0.1:8325" },
  { "server", "admin_listen", VALUE_LISTEN, FIELD(admin_listen), NULL },
  { "server", "base_url", VALUE_URL, FIELD(base_url), NULL },
  { "server", "cache", VALUE_SIZE, FIELD(cache_bytes), "32M" },
  { "mail", "domain", VALUE_DOMAINS, FIELD(domains), "localhost" },
  { "mail", "authserv_id", VALUE_DOMAIN, FIELD(authserv_id), NULL },
  { "mail", "route_by_sender", VALUE_BOOL, FIELD(route_by_sender), "no" },
  { "mail", "max_message_size", VALUE_SIZE, FIELD(max_message_size), "25M" },
  { "spool", "path", VALUE_PATH, FIELD(spool_path), SPOOL_PATH },
  { "spool", "done", VALUE_DONE, FIELD(spool_keep), "delete" },
  { "store", "path", VALUE_PATH, FIELD(store_path), "/var/lib/gistwire/gistwire.db" },
  { "store", "keep_days", VALUE_DAYS, FIELD(keep_days), "0" },
  { "store", "keep_raw_days", VALUE_DAYS, FIELD(keep_raw_days), "0" },
  { "store", "keep_log_days", VALUE_DAYS, FIELD(keep_log_days), "0" },
  { "gist", "provider", VALUE_PROVIDER, FIELD(gist_provider), "extract" },
  { "gist", "model", VALUE_WORD, FIELD(gist_model), NULL },
  { "gist", "base_url", VALUE_URL, FIELD(gist_base_url), NULL },
  { "gist", "api_key_file", VALUE_PATH, FIELD(gist_api_key_file), NULL },
  { "gist", "region", VALUE_WORD, FIELD(gist_region), NULL },
  { "gist", "aws_profile_file", VALUE_PATH, FIELD(gist_aws_profile_file), NULL },
  { "gist", "aws_profile", VALUE_WORD, FIELD(gist_aws_profile), NULL },
  { "gist", "max_tokens_field", VALUE_WORD, FIELD(gist_max_tokens_field), NULL },
  { "gist", "proxy", VALUE_URL, FIELD(gist_proxy), NULL },
  { "gist", "ca_file", VALUE_PATH, FIELD(gist_ca_file), NULL },
  { "gist", "allow_http", VALUE_BOOL, FIELD(gist_allow_http), "no" },
  { "gist", "concurrency", VALUE_CONCURRENCY, FIELD(gist_concurrency), "4" },
  { "gist", "timeout", VALUE_DURATION, FIELD(gist_timeout), "120s" },
  { "gist", "publish_after", VALUE_DURATION, FIELD(gist_publish_after), "15m" },
  { "gist", "daily_tokens", VALUE_BUDGET, FIELD(gist_daily_tokens), "0" },
  { "gist", "max_input_tokens", VALUE_TOKENS, FIELD(gist_max_input_tokens), "24000" },
  { "gist", "max_output_tokens", VALUE_TOKENS, FIELD(gist_max_output_tokens), "2000" },
  { "gist", "price_in", VALUE_PRICE, FIELD(gist_price_in), "0" },
  { "gist", "price_out", VALUE_PRICE, FIELD(gist_price_out), "0" },
  { "feed", "max_items", VALUE_COUNT, FIELD(feed_max_items), "50" },
  { "feed", "max_bytes", VALUE_SIZE, FIELD(feed_max_bytes), "1M" },
};

/* "25M", "512K", "1G", "1000"; FALSE for anything else and for what does not fit 64 bits. */
static gboolean parse_size(const char *text, guint64 *size)
{
  char *end;
  guint64 value, factor = 1;

  if (!g_ascii_isdigit(text[0]) || strlen(text) > 15)
    return FALSE;
  value = g_ascii_strtoull(text, &end, 10);
  if (*end == 'K' || *end == 'M' || *end == 'G')
    factor = G_GUINT64_CONSTANT(1) << (*end == 'K' ? 10 : *end == 'M' ? 20 : 30), end++;
  if (*end != '\0' || value > G_MAXINT64 / factor)
    return FALSE;
  *size = value * factor;
  return TRUE;
}

static gboolean parse_domain(const char *text, char **domain)
{
  g_autofree char *ascii = g_hostname_to_ascii(text);

  if (ascii == NULL || ascii[0] == '\0' || strlen(ascii) > 253 || strpbrk(ascii, " @/:,;\"'") != NULL)
    return FALSE;
  *domain = g_ascii_strdown(ascii, -1);
  if (g_str_has_suffix(*domain, "."))
    (*domain)[strlen(*domain) - 1] = '\0';
  return TRUE;
}

/* A list separated by ';' without empty elements; NULL when it has none. */
static char **split_list(const char *text)
{
  g_auto(GStrv) raw = g_strsplit(text, ";", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  char **list;

  for (guint i = 0; raw[i] != NULL; i++)
    if (g_strstrip(raw[i])[0] != '\0')
      g_strv_builder_add(builder, raw[i]);
  list = g_strv_builder_end(builder);
  if (list[0] == NULL)
    g_clear_pointer(&list, g_strfreev);
  return list;
}

/* host:port, [v6]:port or unix:/path. */
static gboolean is_listen_address(const char *text)
{
  const char *colon = strrchr(text, ':');
  guint64 port;

  if (g_str_has_prefix(text, "unix:"))
    return text[5] == '/';
  if (colon == NULL || colon == text || !g_ascii_string_to_unsigned(colon + 1, 10, 0, 65535, &port, NULL))
    return FALSE;
  return text[0] == '[' ? colon[-1] == ']' : memchr(text, ':', (gsize)(colon - text)) == NULL;
}

static const char *parse_listen(const char *text, char ***listen)
{
  g_auto(GStrv) list = split_list(text);

  if (list == NULL)
    return "needs at least one address";
  for (guint i = 0; list[i] != NULL; i++)
    if (!is_listen_address(list[i]))
      return "an address is HOST:PORT, [IPV6]:PORT or unix:/PATH";
  *listen = g_steal_pointer(&list);
  return NULL;
}

static const char *parse_url(const char *text, char **url)
{
  g_autoptr(GUri) uri = g_uri_parse(text, G_URI_FLAGS_ENCODED, NULL);
  g_autofree char *copy = g_strdup(text);

  if (uri == NULL ||
      (g_strcmp0(g_uri_get_scheme(uri), "http") != 0 && g_strcmp0(g_uri_get_scheme(uri), "https") != 0) ||
      g_uri_get_host(uri) == NULL || g_uri_get_host(uri)[0] == '\0')
    return "must be an absolute URL such as https://news.example.org";
  if (g_uri_get_query(uri) != NULL || g_uri_get_fragment(uri) != NULL || g_uri_get_userinfo(uri) != NULL)
    return "must have no query, fragment or user";
  while (g_str_has_suffix(copy, "/"))
    copy[strlen(copy) - 1] = '\0';
  *url = g_steal_pointer(&copy);
  return NULL;
}

static const char *parse_domains(const char *text, char ***domains)
{
  g_auto(GStrv) list = split_list(text);

  if (list == NULL)
    return "needs at least one mail domain";
  for (guint i = 0; list[i] != NULL; i++) {
    char *domain = NULL;

    if (!parse_domain(list[i], &domain))
      return "a mail domain is a host name such as news.example.org";
    g_free(list[i]);
    list[i] = domain;
  }
  *domains = g_steal_pointer(&list);
  return NULL;
}

static const char *parse_count(const char *text, guint *count)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned(text, 10, 0, 100000, &value, NULL))
    return "must be a whole number from 0 to 100000";
  *count = (guint)value;
  return NULL;
}

static const char *parse_range(const char *text, guint64 low, guint64 high, const char *message, guint *number)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned(text, 10, low, high, &value, NULL))
    return message;
  *number = (guint)value;
  return NULL;
}

/* "90", "90s", "15m", "2h", "1d". */
static const char *parse_duration(const char *text, guint *seconds)
{
  static const char units[] = "smhd";
  static const guint factors[] = { 1, 60, 3600, 86400 };
  gsize digits = strspn(text, "0123456789");
  const char *unit = text[digits] != '\0' ? strchr(units, text[digits]) : units;
  g_autofree char *number = g_strndup(text, digits);
  guint64 value;

  if (unit == NULL || (text[digits] != '\0' && text[digits + 1] != '\0') ||
      !g_ascii_string_to_unsigned(number, 10, 0, MAX_DURATION / factors[unit - units], &value, NULL))
    return "must be a time such as 90s, 15m, 2h or 7d, at most 30d";
  *seconds = (guint)value * factors[unit - units];
  return NULL;
}

static const char *parse_price(const char *text, double *price)
{
  char *end;
  double value = g_ascii_strtod(text, &end);

  if (!g_ascii_isdigit(text[0]) || strspn(text, "0123456789.") != strlen(text) || *end != '\0' || value > MAX_PRICE)
    return "must be the price of a million tokens, such as 0.15";
  *price = value;
  return NULL;
}

/* One word of visible characters. */
static const char *parse_word(const char *text, char **word)
{
  if (strlen(text) > MAX_WORD || strpbrk(text, " \t") != NULL)
    return "must be one word";
  *word = g_strdup(text);
  return NULL;
}

static const char *parse_provider(const char *text, char **provider)
{
  static const char *const names[] = { "extract", "openai", "anthropic", "bedrock", "ollama", NULL };

  if (!g_strv_contains(names, text))
    return "must be extract, openai, anthropic, bedrock or ollama";
  *provider = g_strdup(text);
  return NULL;
}

/* One of two words. */
static const char *parse_choice(const char *text, const char *no, const char *yes, gboolean *choice,
                                const char *message)
{
  if (strcmp(text, no) != 0 && strcmp(text, yes) != 0)
    return message;
  *choice = strcmp(text, yes) == 0;
  return NULL;
}

/* Puts the value into its field; what is wrong with it, or NULL. */
static const char *parse_value(const Key *key, const char *text, Config *config)
{
  gpointer field = (char *)config + key->offset;

  switch (key->kind) {
  case VALUE_LISTEN:
    return parse_listen(text, field);
  case VALUE_URL:
    return parse_url(text, field);
  case VALUE_DOMAINS:
    return parse_domains(text, field);
  case VALUE_DOMAIN:
    return parse_domain(text, field) ? NULL : "must be a host name such as mx.example.org";
  case VALUE_BOOL:
    return parse_choice(text, "no", "yes", field, "must be yes or no");
  case VALUE_DONE:
    return parse_choice(text, "delete", "keep", field, "must be delete or keep");
  case VALUE_COUNT:
    return parse_count(text, field);
  case VALUE_SIZE:
    return parse_size(text, field) && *(guint64 *)field <= MAX_MESSAGE_SIZE ? NULL
                                                                            : "must be a size such as 25M, at most 1G";
  case VALUE_PATH:
    if (text[0] != '/')
      return "must be an absolute path";
    *(char **)field = g_strdup(text);
    return NULL;
  case VALUE_PROVIDER:
    return parse_provider(text, field);
  case VALUE_WORD:
    return parse_word(text, field);
  case VALUE_TOKENS:
    return parse_range(text, 200, 2000000, "must be a number of tokens from 200 to 2000000", field);
  case VALUE_CONCURRENCY:
    return parse_range(text, 1, 64, "must be a whole number from 1 to 64", field);
  case VALUE_DURATION:
    return parse_duration(text, field);
  case VALUE_BUDGET:
    return g_ascii_string_to_unsigned(text, 10, 0, G_MAXINT64, field, NULL)
               ? NULL
               : "must be a number of tokens, 0 for no limit";
  case VALUE_PRICE:
    return parse_price(text, field);
  case VALUE_DAYS:
    return parse_range(text, 0, 36500, "must be a number of days, 0 for ever", field);
  }
  g_assert_not_reached();
}

static const Key *find_key(const char *group, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
    if (strcmp(keys[i].group, group) == 0 && (name == NULL || strcmp(keys[i].key, name) == 0))
      return &keys[i];
  return NULL;
}

static gboolean check_names(GKeyFile *file, const char *name, GError **error)
{
  g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);

  for (guint i = 0; groups[i] != NULL; i++) {
    g_auto(GStrv) names = g_key_file_get_keys(file, groups[i], NULL, NULL);

    if (find_key(groups[i], NULL) == NULL)
      return error_set(error, ERROR_INVALID, "%s: [%s]: no such group", name, groups[i]);
    for (guint k = 0; names != NULL && names[k] != NULL; k++)
      if (find_key(groups[i], names[k]) == NULL)
        return error_set(error, ERROR_INVALID, "%s: [%s] %s: no such key", name, groups[i], names[k]);
  }
  return TRUE;
}

/* Good enough for a try on one machine; anything that faces readers sets base_url. NULL when the first address has no port yet. */
static char *default_base_url(const Config *config)
{
  if (g_str_has_prefix(config->listen[0], "unix:"))
    return g_strdup("http://localhost");
  return g_str_has_suffix(config->listen[0], ":0") ? NULL : g_strdup_printf("http://%s", config->listen[0]);
}

static gboolean apply(GKeyFile *file, const char *name, Config *config, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
    g_autofree char *set = g_key_file_get_value(file, keys[i].group, keys[i].key, NULL);
    const char *text = set != NULL && g_strstrip(set)[0] != '\0' ? set : keys[i].fallback;
    const char *wrong = text != NULL ? parse_value(&keys[i], text, config) : NULL;

    if (wrong != NULL)
      return error_set(error, ERROR_INVALID, "%s: [%s] %s: %s", name, keys[i].group, keys[i].key, wrong);
  }
  if (config_asks(config) && config->gist_model == NULL)
    return error_set(error, ERROR_INVALID, "%s: [gist] model: must be set for the provider %s", name,
                     config->gist_provider);
  if (config->gist_timeout == 0)
    return error_set(error, ERROR_INVALID, "%s: [gist] timeout: must be more than nothing", name);
  if (config->base_url == NULL)
    config->base_url = default_base_url(config);
  return config->base_url != NULL ||
         error_set(error, ERROR_INVALID, "%s: [server] base_url: must be set where the system chooses the port", name);
}

static void config_clear(gpointer data)
{
  Config *config = data;

  g_strfreev(config->listen);
  g_strfreev(config->admin_listen);
  g_free(config->base_url);
  g_strfreev(config->domains);
  g_free(config->authserv_id);
  g_free(config->spool_path);
  g_free(config->store_path);
  g_free(config->gist_provider);
  g_free(config->gist_model);
  g_free(config->gist_base_url);
  g_free(config->gist_api_key_file);
  g_free(config->gist_region);
  g_free(config->gist_aws_profile_file);
  g_free(config->gist_aws_profile);
  g_free(config->gist_max_tokens_field);
  g_free(config->gist_proxy);
  g_free(config->gist_ca_file);
}

gboolean config_asks(const Config *config)
{
  return strcmp(config->gist_provider, "extract") != 0;
}

Config *config_parse(const char *data, gsize length, const char *name, GError **error)
{
  g_autoptr(GKeyFile) file = g_key_file_new();
  g_autoptr(GError) broken = NULL;
  g_autoptr(Config) config = g_atomic_rc_box_new0(Config);

  if (!g_utf8_validate_len(data, length, NULL)) {
    error_set(error, ERROR_INVALID, "%s: not a text file in UTF-8", name);
    return NULL;
  }
  /* An empty file is a valid one; GKeyFile thinks otherwise of length 0 only. */
  if (length > 0 && !g_key_file_load_from_data(file, data, length, G_KEY_FILE_NONE, &broken)) {
    error_set(error, ERROR_INVALID, "%s: %s", name, broken->message);
    return NULL;
  }
  if (!check_names(file, name, error) || !apply(file, name, config, error))
    return NULL;
  return g_steal_pointer(&config);
}

Config *config_load(const char *file, GError **error)
{
  const char *path = file != NULL ? file : CONFIG_DEFAULT_FILE;
  g_autofree char *data = NULL;
  g_autoptr(GError) unreadable = NULL;
  GStatBuf status = { 0 }; /* of before it is read: at worst a change is noticed twice */
  gsize length = 0;
  Config *config;

  g_stat(path, &status);
  if (!g_file_get_contents(path, &data, &length, &unreadable)) {
    if (file == NULL && g_error_matches(unreadable, G_FILE_ERROR, G_FILE_ERROR_NOENT))
      return config_parse("", 0, path, error);
    error_set(error, ERROR_INVALID, "%s", unreadable->message);
    return NULL;
  }
  config = config_parse(data, length, path, error);
  if (config != NULL)
    config->modified = MIN((gint64)status.st_mtime, date_now());
  return config;
}

Config *config_ref(Config *config)
{
  return g_atomic_rc_box_acquire(config);
}

void config_unref(Config *config)
{
  if (config != NULL)
    g_atomic_rc_box_release_full(config, config_clear);
}
