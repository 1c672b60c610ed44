/* SPDX-License-Identifier: MIT */
/* The configuration file (design section 9): a key file in which every unknown group or key and every
 * malformed value is an error that names file, group and key. */
#pragma once

#include <glib.h>

#define CONFIG_DEFAULT_FILE "/etc/gistwire/gistwire.conf"

/* Immutable once loaded; shared between threads by reference. */
typedef struct {
  char **listen;            /* "127.0.0.1:8325", "[::1]:8325", "unix:/run/x.sock"; never empty */
  char **admin_listen;      /* in the same form; NULL: nowhere */
  char *base_url;           /* no trailing slash; from the first listen address when not set */
  guint64 cache_bytes;      /* finished answers kept in memory; 0: none */
  char **domains;           /* lower-case A-labels; never empty */
  char *authserv_id;        /* NULL: sender verdicts are "unverified" */
  gboolean route_by_sender; /* mail that names no feed goes to every feed that allows its sender */
  guint64 max_message_size; /* bytes; larger messages are refused by import */
  char *spool_path;
  gboolean spool_keep; /* done=keep: finished files move to cur/ */
  char *store_path;
  gint64 modified; /* when the file was, not after it was read; 0: it came from memory */
  guint keep_days, keep_raw_days, keep_log_days; /* newsletters, their bytes, lines of the log; 0: for ever */

  char *gist_provider;         /* "extract", or whom to ask: "openai", "anthropic", "bedrock", "ollama" */
  char *gist_model;            /* NULL with extract */
  char *gist_base_url;         /* no trailing slash; NULL: the provider's own */
  char *gist_api_key_file;     /* NULL: none */
  char *gist_region;           /* of bedrock; NULL */
  char *gist_aws_profile_file; /* NULL */
  char *gist_aws_profile;      /* NULL */
  char *gist_max_tokens_field; /* NULL: as the provider has it */
  char *gist_proxy;            /* NULL: none */
  char *gist_ca_file;          /* NULL: the system's */
  gboolean gist_allow_http;    /* plain http to other machines */
  guint gist_concurrency;      /* requests at once, at least 1 */
  guint gist_timeout;          /* seconds */
  guint gist_publish_after;    /* seconds that an item waits for its gist */
  guint64 gist_daily_tokens;   /* in and out together, by UTC; 0: no limit */
  guint gist_max_input_tokens;
  guint gist_max_output_tokens;
  double gist_price_in, gist_price_out; /* of a million tokens; 0: unknown */

  guint feed_max_items;   /* 0: no cap; a feed may have its own */
  guint64 feed_max_bytes; /* 0: no cap; a feed may have its own */
} Config;

/* Reads the file; NULL means CONFIG_DEFAULT_FILE, which need not exist (then: defaults). ERROR_INVALID with a
 * one-line message "FILE: [group] key: what is wrong". */
Config *config_load(const char *file, GError **error);

/* The same from memory; name stands for the file in messages. */
Config *config_parse(const char *data, gsize length, const char *name, GError **error);

Config *config_ref(Config *config);
void config_unref(Config *config);

/* Whether gists are asked of a model at all. */
gboolean config_asks(const Config *config);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Config, config_unref)
