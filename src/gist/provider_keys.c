/* SPDX-License-Identifier: MIT */
/* Where keys come from. No message here holds a byte of a file. */
#include <string.h>

#include "gist/provider_private.h"
#include "util/error.h"

#define MAX_KEY_FILE (64 * 1024)
#define MAX_KEY 4096

static void wipe(char **secret)
{
  if (*secret != NULL)
    explicit_bzero(*secret, strlen(*secret));
  g_clear_pointer(secret, g_free);
}

void provider_keys_clear(ProviderSettings *settings)
{
  wipe(&settings->api_key);
  wipe(&settings->aws_key_id);
  wipe(&settings->aws_secret);
  wipe(&settings->aws_session_token);
  g_clear_pointer(&settings->aws_region, g_free);
}

static gboolean check_key(const char *key, const char *where, GError **error)
{
  gsize length = strlen(key);

  if (length == 0)
    return error_set(error, ERROR_INVALID, "%s holds no key", where);
  if (length > MAX_KEY)
    return error_set(error, ERROR_INVALID, "the key in %s is longer than %d bytes", where, MAX_KEY);
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph(key[i]))
      return error_set(error, ERROR_INVALID, "the key in %s has a character that no key has, at byte %" G_GSIZE_FORMAT,
                       where, i + 1);
  return TRUE;
}

/* The bytes of a small file with no NUL in it, for the caller to wipe. */
static char *read_file(const char *file, GError **error)
{
  g_autoptr(GError) trouble = NULL;
  char *text = NULL;
  gsize length = 0;

  if (!g_file_get_contents(file, &text, &length, &trouble)) {
    gboolean missing = g_error_matches(trouble, G_FILE_ERROR, G_FILE_ERROR_NOENT);

    error_set(error, missing ? ERROR_NOT_FOUND : ERROR_AGAIN, "%s", trouble->message);
    return NULL;
  }
  if (length <= MAX_KEY_FILE && strlen(text) == length)
    return text;
  error_set(error, ERROR_INVALID, "%s is not a file of keys: too long, or a NUL in it", file);
  explicit_bzero(text, length);
  g_free(text);
  return NULL;
}

/* "AKIA....:secret" or "ASIA....:secret:token": nothing else has a colon after 16 and more of [A-Z0-9]. */
static gboolean is_key_pair(const char *key)
{
  gsize length = strspn(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

  return length >= 16 && key[length] == ':';
}

static gboolean split_key_pair(const char *key, const char *where, ProviderSettings *keys, GError **error)
{
  g_auto(GStrv) parts = g_strsplit(key, ":", 3);
  guint count = g_strv_length(parts);

  if (parts[1][0] == '\0' || (count == 3 && parts[2][0] == '\0'))
    return error_set(error, ERROR_INVALID, "%s must hold ACCESS_KEY_ID:SECRET or ACCESS_KEY_ID:SECRET:SESSION_TOKEN",
                     where);
  keys->aws_key_id = g_strdup(parts[0]);
  keys->aws_secret = g_strdup(parts[1]);
  keys->aws_session_token = g_strdup(parts[2]);
  for (guint i = 0; i < count; i++)
    explicit_bzero(parts[i], strlen(parts[i]));
  return TRUE;
}

static gboolean load_key_file(const ProviderSettings *settings, ProviderSettings *keys, GError **error)
{
  const char *file = settings->api_key_file;
  char *text = read_file(file, error);
  gboolean done;

  if (text == NULL)
    return FALSE;
  g_strstrip(text);
  done = check_key(text, file, error);
  if (done && settings->provider->signs && is_key_pair(text))
    done = split_key_pair(text, file, keys, error);
  else if (done)
    keys->api_key = g_strdup(text);
  wipe(&text);
  return done;
}

/* A key of the profile, checked; *value is NULL when it is not there. */
static gboolean profile_value(GKeyFile *profiles, const char *profile, const char *key, const char *file, char **value,
                              GError **error)
{
  *value = g_key_file_get_value(profiles, profile, key, NULL);
  return *value == NULL || check_key(*value, file, error);
}

static gboolean load_profile(const ProviderSettings *settings, ProviderSettings *keys, GError **error)
{
  const char *file = settings->aws_profile_file;
  const char *profile = settings->aws_profile != NULL ? settings->aws_profile : "default";
  g_autoptr(GKeyFile) profiles = g_key_file_new();
  char *text = read_file(file, error);
  gboolean readable;

  if (text == NULL)
    return FALSE;
  readable = g_key_file_load_from_data(profiles, text, (gsize)-1, G_KEY_FILE_NONE, NULL);
  wipe(&text);
  if (!readable)
    return error_set(error, ERROR_INVALID, "%s does not have the form of an AWS credentials file", file);
  if (!profile_value(profiles, profile, "aws_access_key_id", file, &keys->aws_key_id, error) ||
      !profile_value(profiles, profile, "aws_secret_access_key", file, &keys->aws_secret, error) ||
      !profile_value(profiles, profile, "aws_session_token", file, &keys->aws_session_token, error) ||
      !profile_value(profiles, profile, "region", file, &keys->aws_region, error))
    return FALSE;
  if (keys->aws_key_id == NULL || keys->aws_secret == NULL)
    return error_set(error, ERROR_INVALID, "%s has no aws_access_key_id and aws_secret_access_key in [%s]", file,
                     profile);
  return TRUE;
}

/* NULL when it is not set or empty. */
static char *environment(const char *name)
{
  const char *value = g_getenv(name);

  return value != NULL && value[0] != '\0' ? g_strdup(value) : NULL;
}

static gboolean load_environment(ProviderSettings *keys, GError **error)
{
  keys->api_key = environment("AWS_BEARER_TOKEN_BEDROCK");
  if (keys->api_key != NULL)
    return check_key(keys->api_key, "AWS_BEARER_TOKEN_BEDROCK", error);
  keys->aws_key_id = environment("AWS_ACCESS_KEY_ID");
  keys->aws_secret = environment("AWS_SECRET_ACCESS_KEY");
  keys->aws_session_token = environment("AWS_SESSION_TOKEN");
  if (keys->aws_key_id == NULL || keys->aws_secret == NULL)
    return error_set(error, ERROR_NOT_FOUND,
                     "no keys for AWS: neither api_key_file, nor aws_profile_file, nor AWS_ACCESS_KEY_ID and "
                     "AWS_SECRET_ACCESS_KEY in the environment");
  return check_key(keys->aws_key_id, "AWS_ACCESS_KEY_ID", error) &&
         check_key(keys->aws_secret, "AWS_SECRET_ACCESS_KEY", error) &&
         (keys->aws_session_token == NULL || check_key(keys->aws_session_token, "AWS_SESSION_TOKEN", error));
}

static gboolean load(const ProviderSettings *settings, ProviderSettings *keys, GError **error)
{
  if (settings->api_key_file != NULL)
    return load_key_file(settings, keys, error);
  if (settings->provider->signs)
    return settings->aws_profile_file != NULL ? load_profile(settings, keys, error) : load_environment(keys, error);
  if (settings->provider->needs_key)
    return error_set(error, ERROR_NOT_FOUND, "provider '%s' needs an api_key_file", settings->provider->name);
  return TRUE;
}

gboolean provider_load_keys(ProviderSettings *settings, GError **error)
{
  g_auto(ProviderSettings) keys = { 0 };

  if (!load(settings, &keys, error))
    return FALSE;
  if (settings->provider->signs && keys.aws_region == NULL)
    keys.aws_region = environment("AWS_REGION");
  if (settings->provider->signs && keys.aws_region == NULL)
    keys.aws_region = environment("AWS_DEFAULT_REGION");
  provider_keys_clear(settings);
  settings->api_key = g_steal_pointer(&keys.api_key);
  settings->aws_key_id = g_steal_pointer(&keys.aws_key_id);
  settings->aws_secret = g_steal_pointer(&keys.aws_secret);
  settings->aws_session_token = g_steal_pointer(&keys.aws_session_token);
  settings->aws_region = g_steal_pointer(&keys.aws_region);
  return TRUE;
}
