/* SPDX-License-Identifier: MIT */
/* The words by which a confirmation mail is told, of all languages together, in the form of confirmation.c's fold():
 * lower case, Latin letters without marks (ae for the ligature), punctuation as spaces. A phrase matches whole words,
 * with a '*' at its end their beginnings; one in Chinese, Japanese or Korean matches anywhere. Lists end with NULL. */
#pragma once

#include <glib.h>

/* What the reader is asked to do, and the noun for it, which says less. */
extern const char *const confirmation_verbs[];
extern const char *const confirmation_nouns[];

/* What is to be confirmed. An address or account is what phishing asks for, too. */
extern const char *const confirmation_subscriptions[];
extern const char *const confirmation_accounts[];

/* Near a verb these make it another request: change, leave, preferences. */
extern const char *const confirmation_others[];

/* Whole requests and subjects that need no verb. */
extern const char *const confirmation_requests[];

/* Signs of a sign-up, and of the sentence for those who never signed up. */
extern const char *const confirmation_signups[];
extern const char *const confirmation_ignores[];

/* Link texts that mean yes, and those that say nothing. */
extern const char *const confirmation_answers[];
extern const char *const confirmation_here[];

extern const char *const confirmation_codes[]; /* "verification code" */

/* Money and threats: never a confirmation; the second list only where an address or account is asked for. */
extern const char *const confirmation_vetoes[];
extern const char *const confirmation_threats[];

/* Beginnings and remainders of a path segment or query key of the link, without punctuation. */
extern const char *const confirmation_url_verbs[];
extern const char *const confirmation_url_objects[];
