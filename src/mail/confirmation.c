/* SPDX-License-Identifier: MIT */
#include "mail/confirmation.h"

#include <string.h>

#include "mail/confirmation_words.h"
#include "util/text.h"

/* Above these a mail is an issue, not a request. */
#define MAX_MARKDOWN (16u * 1024)
#define MAX_SUBJECT 512u
#define MAX_WORDS 500u
#define MAX_LINKS 25u
#define MAX_OCCURRENCES 16u

#define NEAR 72u        /* bytes between verb and object */
#define FEW_WORDS 160u  /* about what asks for one thing */
#define MANY_WORDS 300u /* longer ones bring news with them */
#define FEW_LINKS 4u
#define MANY_LINKS 10u
#define BUTTON_WORDS 6u /* a longer link text is a headline */
#define CODE_NEAR 120u  /* bytes between "verification code" and the code */
#define MIN_CODE 4u
#define MAX_CODE 10u
#define CODE_HALF 3u
#define MAX_CODE_WORDS 220u
#define MONEY_DIGITS 4u
#define MAX_SEGMENTS 64
#define CJK_BEGIN 0x2e80

/* What speaks for and against; a confirmation has at least ENOUGH. */
enum {
  SUBJECT_ASKS = 3,
  SUBJECT_NAMES = 2,
  BODY_ASKS = 2,
  BUTTON = 2,
  HERE = 1,
  IGNORE = 2,
  SIGN_UP = 1,
  SHORT = 1,
  ENOUGH = 6
};

typedef struct {
  guint count;      /* of verbs with an object */
  gboolean account; /* an address or account is asked for */
  gboolean subscription;
} Requests;

/* The mail as the words see it. */
typedef struct {
  char *subject, *body; /* folded */
  guint words, links;
} Folded;

/* A Latin letter without its marks; the others as they are. */
static void append_letter(GString *out, gunichar c)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

  c = g_unichar_tolower(c);
  if (c == 0xdf)
    g_string_append(out, "ss");
  else if (c == 0xe6)
    g_string_append(out, "ae");
  else if (c == 0xf8)
    g_string_append_c(out, 'o');
  else if (c == 0x142)
    g_string_append_c(out, 'l');
  else if (c >= 0xc0 && c < 0x250 && g_unichar_fully_decompose(c, FALSE, parts, G_N_ELEMENTS(parts)) > 1)
    g_string_append_unichar(out, parts[0]);
  else
    g_string_append_unichar(out, c);
}

static gboolean ends_sentence(const char *p, gunichar c)
{
  if (c == 0x3002 || c == 0xff01 || c == 0xff1f)
    return TRUE;
  if (c == '\n')
    return p[1] == '\n';
  return (c == '.' || c == '!' || c == '?') && (p[1] == ' ' || p[1] == '\n' || p[1] == '\0');
}

/* Words between single spaces, sentences between newlines, a space at both ends; link targets "](L3)" are left out. */
static char *fold(const char *text)
{
  g_autofree char *composed = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
  GString *out = g_string_new(" ");

  for (const char *p = composed != NULL ? composed : ""; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    char last = out->str[out->len - 1];

    if (c == ']' && g_str_has_prefix(p, "](L")) {
      p += strcspn(p, ")\n");
      if (*p == '\0')
        break;
    } else if (g_unichar_isalnum(c)) {
      append_letter(out, c);
    } else if (ends_sentence(p, c)) {
      g_string_append(out, last == ' ' ? "\n " : " \n ");
    } else if (last != ' ' && g_unichar_type(c) != G_UNICODE_NON_SPACING_MARK && c != 0x200d && c != 0x200c) {
      g_string_append_c(out, ' ');
    }
  }
  if (out->str[out->len - 1] != ' ')
    g_string_append_c(out, ' ');
  return g_string_free(out, FALSE);
}

/* Where phrase first stands in folded text; *length is of the match. */
static const char *find(const char *text, const char *phrase, gsize *length)
{
  gsize size = strlen(phrase);
  gboolean anywhere = g_utf8_get_char(phrase) >= CJK_BEGIN;
  gboolean begins = phrase[size - 1] == '*';
  g_autofree char *stem = begins ? g_strndup(phrase, size - 1) : NULL;
  const char *needle = begins ? stem : phrase;

  *length = begins ? size - 1 : size;
  for (const char *p = strstr(text, needle); p != NULL; p = strstr(p + 1, needle))
    if (anywhere || ((p == text || p[-1] == ' ') && (begins || p[*length] == ' ' || p[*length] == '\0')))
      return p;
  return NULL;
}

static gboolean has_any(const char *text, const char *const *phrases)
{
  gsize length;

  for (guint i = 0; phrases[i] != NULL; i++)
    if (find(text, phrases[i], &length) != NULL)
      return TRUE;
  return FALSE;
}

/* The part of p's sentence that is near it. */
static char *surroundings(const char *text, const char *p, gsize length)
{
  const char *start = p, *end = p + length;

  while (start > text && (gsize)(p - start) < NEAR && start[-1] != '\n')
    start--;
  while (start < p && *start != ' ')
    start++;
  while (*end != '\0' && (gsize)(end - p) < length + NEAR && *end != '\n')
    end++;
  while (end > p + length && *end != ' ' && *end != '\0' && *end != '\n')
    end--;
  return g_strndup(start, (gsize)(end - start));
}

/* Adds what text asks for by these verbs. */
static void read_requests(const char *text, const char *const *verbs, Requests *requests)
{
  guint seen = 0;

  for (guint i = 0; verbs[i] != NULL; i++) {
    gsize length;

    for (const char *p = find(text, verbs[i], &length); p != NULL && seen < MAX_OCCURRENCES;
         p = find(p + length, verbs[i], &length)) {
      g_autofree char *near = surroundings(text, p, length);
      gboolean account = has_any(near, confirmation_accounts), subscription = has_any(near, confirmation_subscriptions);

      seen++;
      if ((!account && !subscription) || has_any(near, confirmation_others))
        continue;
      requests->count++;
      requests->account = requests->account || (account && !subscription);
      requests->subscription = requests->subscription || subscription;
    }
  }
  if (has_any(text, confirmation_requests)) {
    requests->count++;
    requests->subscription = TRUE;
  }
}

/* Something drawn for one reader: digits in a run of six characters or more; dates and headlines of blogs are not. */
static gboolean is_token(const char *segment)
{
  guint digits = 0, hyphens = 0;

  for (const char *p = segment; *p != '\0'; p++) {
    digits += g_ascii_isdigit(*p);
    hyphens += *p == '-';
  }
  return strlen(segment) >= 6 && digits >= (hyphens > 0 ? 6 : 2);
}

/* "confirm", "confirm-email", "verify_account.php", ... */
static gboolean is_confirm_word(const char *segment)
{
  g_autofree char *word = g_ascii_strdown(segment, -1);
  gsize length = 0;

  for (const char *p = word; *p != '\0'; p++)
    if (g_ascii_isalnum(*p))
      word[length++] = *p;
  word[length] = '\0';
  for (guint i = 0; confirmation_url_verbs[i] != NULL; i++)
    if (g_str_has_prefix(word, confirmation_url_verbs[i]) &&
        g_strv_contains(confirmation_url_objects, word + strlen(confirmation_url_verbs[i])))
      return TRUE;
  return FALSE;
}

/* Whether a path segment or query key of the URL is made for confirming, and another is a token. */
static gboolean is_confirm_url(const char *url)
{
  const char *path = strstr(url, "://");
  g_auto(GStrv) segments = NULL;
  gboolean word = FALSE, token = FALSE;

  path = path != NULL ? strpbrk(path + 3, "/?") : NULL;
  if (path == NULL)
    return FALSE;
  segments = g_strsplit_set(path, "/?&=#.", MAX_SEGMENTS);
  for (guint i = 0; segments[i] != NULL; i++) {
    word = word || is_confirm_word(segments[i]);
    token = token || is_token(segments[i]);
  }
  return word && token;
}

/* A link whose text says nothing: "here", or a bare URL. */
static gboolean is_here(const Link *link, const char *folded)
{
  g_autofree char *text = g_strstrip(g_strdup(folded));

  return g_strv_contains(confirmation_here, text) || g_str_has_prefix(link->text, "http");
}

/* What the best link is worth; what the links' texts ask for goes to *requests. */
static int weigh_links(const Newsletter *newsletter, const Folded *mail, Requests *requests)
{
  int best = 0;

  for (guint i = 0; i < newsletter->links->len; i++) {
    const Link *link = g_ptr_array_index(newsletter->links, i);
    g_autofree char *text = strlen(link->text) <= MAX_SUBJECT ? fold(link->text) : g_strdup(" ");
    guint words = text_count_words(text, strlen(text));
    gboolean other = has_any(text, confirmation_others);

    if (other)
      continue;
    if (words <= BUTTON_WORDS)
      read_requests(text, confirmation_verbs, requests);
    if ((words <= BUTTON_WORDS && (has_any(text, confirmation_verbs) || has_any(text, confirmation_answers))) ||
        is_confirm_url(link->url) || is_confirm_url(link->shown_url))
      best = BUTTON;
    else if (is_here(link, text) && mail->links <= FEW_LINKS)
      best = MAX(best, HERE);
  }
  return best;
}

/* A sum of four digits or more behind a currency sign. */
static gboolean names_money(const char *text)
{
  static const char *const signs[] = { "$", "\u20ac", "\u00a3" };

  for (guint i = 0; i < G_N_ELEMENTS(signs); i++)
    for (const char *p = strstr(text, signs[i]); p != NULL; p = strstr(p + 1, signs[i])) {
      const char *number = p + strlen(signs[i]);
      gsize length = strspn(number, "0123456789,");

      if (length > MONEY_DIGITS || (length == MONEY_DIGITS && memchr(number, ',', length) == NULL))
        return TRUE;
    }
  return FALSE;
}

static gboolean is_year(const char *p, guint digits)
{
  return digits == 4 && (g_str_has_prefix(p, "19") || g_str_has_prefix(p, "20"));
}

/* A number of a code's length, perhaps in two halves ("123 456"), among the words in the first bytes of folded text. */
static gboolean has_code(const char *text, gsize bytes)
{
  const char *end = text + strnlen(text, bytes);

  for (const char *p = text; p < end; p++) {
    gsize length = p == text || !g_ascii_isalnum(p[-1]) ? strspn(p, "0123456789") : 0;
    gsize rest = length == CODE_HALF && p[length] == ' ' ? strspn(p + length + 1, "0123456789") : 0;
    guint digits = (guint)(rest == CODE_HALF ? length + rest : length);

    if (digits >= MIN_CODE && digits <= MAX_CODE && !is_year(p, digits) && !g_ascii_isalnum(p[length]))
      return TRUE;
  }
  return FALSE;
}

/* "Your verification code is 123456", the code before or behind the words. */
static gboolean is_code_mail(const Folded *mail)
{
  g_autofree char *text = g_strconcat(mail->subject, "\n", mail->body, NULL);

  if (mail->words > MAX_CODE_WORDS)
    return FALSE;
  for (guint i = 0; confirmation_codes[i] != NULL; i++) {
    g_autofree char *near = NULL;
    gsize length;
    const char *p = find(text, confirmation_codes[i], &length);

    if (p == NULL)
      continue;
    if (has_code(p + length, CODE_NEAR))
      return TRUE;
    near = surroundings(text, p, length);
    if (has_code(near, strlen(near)))
      return TRUE;
  }
  return FALSE;
}

/* Google writes the code for a new forwarding address in the user's language, from one address. */
static gboolean is_gmail_forwarding(const Newsletter *newsletter, const Folded *mail)
{
  if (g_strcmp0(newsletter->from_address, "forwarding-noreply@google.com") != 0)
    return FALSE;
  if (has_code(mail->subject, strlen(mail->subject)) || has_code(mail->body, strlen(mail->body)))
    return TRUE;
  for (guint i = 0; i < newsletter->links->len; i++) {
    const char *url = ((Link *)g_ptr_array_index(newsletter->links, i))->url;

    if (g_str_has_prefix(url, "https://mail-settings.google.com/") || g_str_has_prefix(url, "https://mail.google.com/"))
      return TRUE;
  }
  return FALSE;
}

static gboolean has_attachment(const Newsletter *newsletter)
{
  for (guint i = 0; i < newsletter->parts->len; i++) {
    const Part *part = g_ptr_array_index(newsletter->parts, i);

    if (!part->is_inline && !g_str_has_prefix(part->type, "image/"))
      return TRUE;
  }
  return FALSE;
}

/* Phishing asks to verify an address or account, too, but seldom speaks of a sign-up. */
static gboolean is_plausible(const Folded *mail, const Requests *requests, gboolean sign_up)
{
  if (!requests->account)
    return TRUE;
  return sign_up && !has_any(mail->subject, confirmation_threats) && !has_any(mail->body, confirmation_threats);
}

static gboolean is_opt_in(const Newsletter *newsletter, const Folded *mail)
{
  Requests subject = { 0 }, named = { 0 }, body = { 0 }, links = { 0 }, all;
  gboolean ignore = has_any(mail->body, confirmation_ignores);
  gboolean sign_up = ignore || has_any(mail->body, confirmation_signups);
  int link = weigh_links(newsletter, mail, &links);
  int score = link;

  if (link == 0)
    return FALSE;
  read_requests(mail->subject, confirmation_verbs, &subject);
  read_requests(mail->subject, confirmation_nouns, &named);
  read_requests(mail->body, confirmation_verbs, &body);
  all.count = subject.count + named.count + body.count + links.count;
  all.account = subject.account || named.account || body.account || links.account;
  all.subscription = subject.subscription || named.subscription || body.subscription || links.subscription;
  if (all.count == 0 || !is_plausible(mail, &all, sign_up))
    return FALSE;
  score += subject.count > 0 ? SUBJECT_ASKS : named.count > 0 ? SUBJECT_NAMES : 0;
  score += body.count > links.count ? BODY_ASKS : 0; /* the body holds the links' texts */
  score += (ignore ? IGNORE : 0) + (sign_up ? SIGN_UP : 0);
  score += mail->words <= FEW_WORDS ? SHORT : mail->words > MANY_WORDS ? -SHORT : 0;
  score += mail->links <= FEW_LINKS ? SHORT : mail->links > MANY_LINKS ? -SHORT : 0;
  return score >= ENOUGH;
}

static guint count_web_links(const Newsletter *newsletter)
{
  guint count = 0;

  for (guint i = 0; i < newsletter->links->len; i++)
    count += ((Link *)g_ptr_array_index(newsletter->links, i))->kind != LINK_MAILTO;
  return count;
}

gboolean confirmation_recognise(const Newsletter *newsletter)
{
  Folded mail = { NULL, NULL, 0, count_web_links(newsletter) };
  gboolean recognised = FALSE;

  if (newsletter->markdown == NULL || newsletter->subject == NULL || strlen(newsletter->markdown) > MAX_MARKDOWN ||
      strlen(newsletter->subject) > MAX_SUBJECT || mail.links > MAX_LINKS || has_attachment(newsletter))
    return FALSE;
  mail.words = text_count_words(newsletter->markdown, strlen(newsletter->markdown));
  if (mail.words > MAX_WORDS)
    return FALSE;
  mail.subject = fold(newsletter->subject);
  mail.body = fold(newsletter->markdown);
  if (is_gmail_forwarding(newsletter, &mail))
    recognised = TRUE;
  else if (!has_any(mail.subject, confirmation_vetoes) && !has_any(mail.body, confirmation_vetoes) &&
           !names_money(newsletter->subject) && !names_money(newsletter->markdown))
    recognised = is_code_mail(&mail) || is_opt_in(newsletter, &mail);
  g_free(mail.subject);
  g_free(mail.body);
  return recognised;
}
