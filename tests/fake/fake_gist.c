/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "fake.h"

#define MAX_LINKS 3
#define MAX_SENTENCE 200

typedef struct {
  char *subject, *body; /* of the newsletter in the prompt */
  GArray *ordinals;     /* of guint: of its links, in order, each once */
} Seen;

static void seen_clear(Seen *seen)
{
  g_free(seen->subject);
  g_free(seen->body);
  g_array_unref(seen->ordinals);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Seen, seen_clear)

static char *group(const char *text, const char *pattern, const char *otherwise)
{
  g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_MULTILINE | G_REGEX_DOTALL, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;

  return g_regex_match(regex, text, 0, &match) ? g_match_info_fetch(match, 1) : g_strdup(otherwise);
}

static gboolean has_ordinal(const GArray *ordinals, guint ordinal)
{
  for (guint i = 0; i < ordinals->len; i++)
    if (g_array_index(ordinals, guint, i) == ordinal)
      return TRUE;
  return FALSE;
}

/* The newsletter begins after its subject and an empty line, and ends with the line before which it began or with the prompt. */
static void see(const FakeRequest *request, Seen *seen)
{
  g_autoptr(GRegex) link = g_regex_new("\\]\\(L([0-9]{1,5})\\)", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *boundary = group(request->user, "^([^\n]*)\nFrom: ", "");

  seen->subject = group(request->user, "^Subject: ([^\n]*)", "no subject");
  seen->body = group(request->user, "^Subject: [^\n]*\n\\s*(.*)", request->user);
  seen->ordinals = g_array_new(FALSE, FALSE, sizeof(guint));
  if (boundary[0] != '\0' && strstr(seen->body, boundary) != NULL)
    *strstr(seen->body, boundary) = '\0';
  for (g_regex_match(link, seen->body, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL)) {
    g_autofree char *digits = g_match_info_fetch(match, 1);
    guint ordinal = (guint)g_ascii_strtoull(digits, NULL, 10);

    if (!has_ordinal(seen->ordinals, ordinal))
      g_array_append_val(seen->ordinals, ordinal);
  }
}

/* The first line of prose, without marks of Markdown. */
static char *first_sentence(const char *body)
{
  g_autoptr(GRegex) marks = g_regex_new("\\(L[0-9]+\\)|[*_`#>\\[\\]\\\\|<]", 0, 0, NULL);
  g_autoptr(GRegex) end = g_regex_new("(?<=[.!?])\\s", 0, 0, NULL);
  g_auto(GStrv) lines = g_strsplit(body, "\n", 0);

  for (guint i = 0; lines[i] != NULL; i++) {
    g_autofree char *plain = g_regex_replace_literal(marks, lines[i], -1, 0, "", 0, NULL);
    g_auto(GStrv) sentences = g_regex_split(end, g_strstrip(plain), 0);
    char *cut;

    if (sentences[0] == NULL || g_utf8_strlen(sentences[0], -1) < 20)
      continue;
    cut = g_utf8_substring(sentences[0], 0, MIN(g_utf8_strlen(sentences[0], -1), MAX_SENTENCE));
    return cut;
  }
  return g_strdup("It says little.");
}

static json_t *link_new(guint ordinal, const char *text)
{
  g_autofree char *url = g_strdup_printf("L%u", ordinal);

  return json_pack("{s:s, s:s}", "text", text, "url", url);
}

static json_t *links_of(const Seen *seen)
{
  json_t *links = json_array();

  for (guint i = 0; i < MIN(seen->ordinals->len, MAX_LINKS); i++) {
    guint ordinal = g_array_index(seen->ordinals, guint, i);
    g_autofree char *text = g_strdup_printf("What the model says about link %u.", ordinal);

    json_array_append_new(links, link_new(ordinal, text));
  }
  return links;
}

static json_t *topics_of(const Seen *seen)
{
  g_auto(GStrv) words = g_strsplit(seen->subject, " ", 0);
  json_t *topics = json_array();

  for (guint i = 0; words[i] != NULL && json_array_size(topics) < 3; i++)
    if (g_utf8_strlen(words[i], -1) > 4)
      json_array_append_new(topics, json_string(words[i]));
  return topics;
}

static json_t *good(const Seen *seen)
{
  g_autofree char *sentence = first_sentence(seen->body);
  g_autofree char *summary = g_strdup_printf("Fake gist of %s: %s", seen->subject, sentence);

  return json_pack("{s:s, s:o, s:o, s:b, s:s}", "summary", summary, "topics", topics_of(seen), "links", links_of(seen),
                   "relevant", 1, "why", "");
}

/* All that a hostile newsletter could ask for: its own markup and addresses, the prompt, links that it does not have. */
static json_t *obedient(const FakeRequest *request, const Seen *seen)
{
  g_autofree char *body = g_utf8_substring(seen->body, 0, MIN(g_utf8_strlen(seen->body, -1), 600));
  g_autofree char *prompt = g_utf8_substring(request->system, 0, MIN(g_utf8_strlen(request->system, -1), 300));
  g_autofree char *address = group(request->user, "(https?://[^\\s)>\"]+)", "https://evil.example/fake");
  g_autofree char *summary =
      g_strdup_printf("<script>alert(1)</script><img src=x onerror=alert(1)> [click](%s) %s %s", address, body, prompt);
  json_t *links = links_of(seen);

  json_array_append_new(links, link_new(9999, "<b>A link</b> that the newsletter does not have"));
  json_array_append_new(links, json_pack("{s:s, s:s}", "text", "[click](javascript:alert(1))", "url", address));
  json_array_append_new(links, json_pack("{s:s, s:s}", "text", address, "url", "javascript:alert(1)"));
  return json_pack("{s:s, s:[s, s], s:o, s:b, s:s}", "summary", summary, "topics", "<b>live</b>", address, "links",
                   links, "relevant", 1, "why", "<a href='https://evil.example/why'>because</a>");
}

/* Makes of a good gist what the kind says. Returns its text. */
static char *spoil(const Seen *seen, json_t *gist, const char *kind)
{
  g_autofree char *text = NULL, *many = NULL;

  if (strcmp(kind, "extra-key") == 0)
    json_object_set_new(gist, "confidence", json_real(0.5));
  else if (strcmp(kind, "missing-key") == 0)
    json_object_del(gist, "topics");
  else if (strcmp(kind, "wrong-type") == 0)
    json_object_set_new(gist, "topics", json_string("a string"));
  else if (strcmp(kind, "irrelevant") == 0) {
    json_object_set_new(gist, "relevant", json_false());
    json_object_set_new(gist, "why", json_string("It is about something else."));
  } else if (strcmp(kind, "no-links") == 0)
    json_object_set_new(gist, "links", json_array());
  else if (strcmp(kind, "bad-ordinal") == 0)
    json_array_append_new(json_object_get(gist, "links"), link_new(9999, "A link that is not there."));
  else if (strcmp(kind, "long") == 0) {
    many = g_strnfill(20000, 'x');
    json_object_set_new(gist, "summary", json_string(many));
  }
  text = json_dumps(gist, JSON_COMPACT);
  if (strcmp(kind, "fenced") == 0)
    return g_strconcat("<think>Let me see.</think>Here it is:\n```json\n", text, "\n```\n", NULL);
  if (strcmp(kind, "invalid-json") == 0)
    return g_strconcat(text, ",,,", seen->subject, NULL);
  if (strcmp(kind, "duplicate-key") == 0)
    return g_strconcat("{\"summary\":\"first\",", text + 1, NULL);
  return g_steal_pointer(&text);
}

char *fake_gist(const FakeRequest *request, const char *kind)
{
  g_auto(Seen) seen = { 0 };
  json_t *gist;
  char *text;

  see(request, &seen);
  if (strcmp(kind, "empty") == 0)
    return g_strdup("");
  gist = strcmp(kind, "obey") == 0 ? obedient(request, &seen) : good(&seen);
  text = spoil(&seen, gist, kind);
  json_decref(gist);
  return text;
}
