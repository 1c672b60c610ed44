/* SPDX-License-Identifier: MIT */
/* The delivery hook's work: one mail from a file descriptor into a Maildir, durably. libc only and without the heap,
 * because whatever else could go wrong before main() would be a bounce (exit 127).
 *
 * A file is named SECONDS.M<usec>P<pid>R<16 hex>.HOST,E=<n>: its first n bytes are the envelope lines written here, at
 * most one "Return-Path: <SENDER>" and one "Delivered-To: RECIPIENT" per recipient, each ended by LF; below them stands
 * the mail as it came, byte by byte. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DELIVER_DEFAULT_SIZE ((uint64_t)25 * 1024 * 1024)
#define DELIVER_MAX_RECIPIENTS 1000u
/* Bytes of an address that are kept. RFC 5321 section 4.5.3.1.3 has 256; VERP and SRS addresses grow beyond. */
#define DELIVER_MAX_ADDRESS 1024u

/* The space that a mail may not use, so that the database on the same disk can still take mails out of the spool: a
 * twentieth of the file system, but no more than 256 MB. Looked at before and after the mail is written. */
#define DELIVER_RESERVE_SHARE 20u
#define DELIVER_RESERVE_MAX ((uint64_t)256 * 1024 * 1024)

/* The exit codes that every mail server understands (sysexits.h has the names). */
typedef enum {
  DELIVER_DONE = 0,     /* on disk, in new/ */
  DELIVER_TOO_BIG = 65, /* EX_DATAERR: the mail server bounces */
  DELIVER_LATER = 75    /* EX_TEMPFAIL: it tries again */
} DeliverResult;

typedef struct {
  const char *spool;
  uint64_t max_size;  /* bytes of the message, without the envelope lines */
  const char *sender; /* NULL: not known, no line; "": the null sender */
  char *const *recipients;
  size_t recipient_count; /* 1 to DELIVER_MAX_RECIPIENTS */
} DeliverMail;

/* One line without a line end; set whenever the result is not DELIVER_DONE. */
typedef struct {
  char text[512];
} DeliverProblem;

/* Stores what input holds up to its end. input is always read to the end, refused or not, so that the mail server never
 * sees a broken pipe. After any result but DELIVER_DONE nothing is in new/, unless only the last fsync failed. */
DeliverResult deliver_message(const DeliverMail *mail, int input, DeliverProblem *problem);

/* Reads input to its end, unless a person sits there. */
void deliver_drain(int input);

/* Copies at most DELIVER_MAX_ADDRESS bytes of what the sender chose; control characters come out as '?'. The length. */
size_t deliver_clean_address(const char *address, char out[DELIVER_MAX_ADDRESS + 1]);

/* "1000", "500K", "25M" (1024s); more than 0 and less than 2^63. *size is untouched on failure. */
bool deliver_parse_size(const char *text, uint64_t *size);
