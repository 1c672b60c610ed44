/* SPDX-License-Identifier: MIT */
/* The delivery hook: the mail server runs it once per mail. It trusts nothing that it inherits, and whatever happens, it
 * exits with 0, 75 or 65 (see spool/deliver.h): any other end would be a bounce with one mail server or another. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#include "spool/deliver.h"

#define PROGRAM "gistwire-deliver"

/* Below the time limit of every mail server (Postfix: 1000 s), because being killed by it is a bounce. */
enum { TIME_LIMIT = 300 };

static void on_signal(int number)
{
  (void)number;
  _exit(DELIVER_LATER);
}

/* Without this a file of the spool could become standard output or standard error. */
static void open_standard_descriptors(void)
{
  for (int fd = 0; fd <= 2; fd++)
    if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) != fd)
      _exit(DELIVER_LATER);
}

/* The parent may have blocked or ignored anything. */
static void reset_signals(void)
{
  static const int deadly[] = { SIGHUP,  SIGINT,  SIGQUIT, SIGILL,  SIGTRAP, SIGABRT,   SIGBUS,  SIGFPE, SIGUSR1,
                                SIGSEGV, SIGUSR2, SIGALRM, SIGTERM, SIGXCPU, SIGVTALRM, SIGPROF, SIGIO,  SIGSYS };
  struct sigaction action = { .sa_handler = SIG_DFL };
  sigset_t none;

  for (int number = 1; number < NSIG; number++)
    sigaction(number, &action, NULL); /* fails for SIGKILL, SIGSTOP and those of the C library */
  action.sa_handler = on_signal;
  for (size_t i = 0; i < sizeof deadly / sizeof deadly[0]; i++)
    sigaction(deadly[i], &action, NULL);
  /* EPIPE and EFBIG say the same, and leave time to clean up and to log. */
  action.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &action, NULL);
  sigaction(SIGXFSZ, &action, NULL);
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Mail servers quote standard error in the bounce and look for a status code at its start, so it starts with our name. */
static int finish(const DeliverMail *mail, DeliverResult result, DeliverProblem *problem)
{
  static char sender[DELIVER_MAX_ADDRESS + 1], recipient[DELIVER_MAX_ADDRESS + 1];

  if (result == DELIVER_DONE)
    return result;
  for (char *p = problem->text; *p != '\0'; p++)
    if ((unsigned char)*p < ' ' || *p == 0x7f)
      *p = '?';
  deliver_clean_address(mail->sender != NULL ? mail->sender : "", sender);
  deliver_clean_address(mail->recipient_count > 0 ? mail->recipients[0] : "", recipient);
  openlog(PROGRAM, LOG_PID, LOG_MAIL);
  syslog(result == DELIVER_TOO_BIG ? LOG_WARNING : LOG_ERR, "%s, from=<%.320s>, to=<%.320s>%s", problem->text, sender,
         recipient, mail->recipient_count > 1 ? " and others" : "");
  dprintf(STDERR_FILENO, PROGRAM ": %s\n", problem->text);
  return result;
}

/* FALSE with the problem set when the command line makes no sense. */
static bool parse_arguments(int argc, char **argv, DeliverMail *mail, DeliverProblem *problem)
{
  const char *wrong = NULL;
  int option;

  opterr = 0;
  /* '+': the first recipient ends the options, whatever the others look like. */
  while (wrong == NULL && (option = getopt(argc, argv, "+d:m:f:")) != -1) {
    if (option == 'd' && *optarg != '\0')
      mail->spool = optarg;
    else if (option == 'f')
      mail->sender = optarg;
    else if (option != 'm' || !deliver_parse_size(optarg, &mail->max_size))
      wrong = "wrong option or value";
  }
  mail->recipients = argv + optind;
  mail->recipient_count = (size_t)(argc - optind);
  if (wrong == NULL && mail->recipient_count == 0)
    wrong = "no recipient";
  for (size_t i = 0; wrong == NULL && i < mail->recipient_count; i++)
    if (*mail->recipients[i] == '\0')
      wrong = "empty recipient";
  if (wrong != NULL)
    snprintf(problem->text, sizeof problem->text, "%s: see " PROGRAM " --help", wrong);
  return wrong == NULL;
}

/* Only as the sole argument: no address that a sender can think up ends a delivery with 0. */
static bool print_about(int argc, char **argv)
{
  if (argc == 2 && strcmp(argv[1], "--version") == 0)
    puts(PROGRAM " " VERSION);
  else if (argc == 2 && strcmp(argv[1], "--help") == 0)
    puts("Usage: " PROGRAM " [-d SPOOL] [-m BYTES] [-f SENDER] [--] RECIPIENT...\n"
         "Puts the mail on standard input into Gistwire's spool. For the mail server.\n"
         "\n"
         "  -d SPOOL    the spool folder [" SPOOL_PATH "]\n"
         "  -m BYTES    refuse larger messages; K and M may follow [25M]\n"
         "  -f SENDER   the envelope sender; '' is the null sender\n"
         "\n"
         "Exit status: 0 the mail is on disk; 75 try again later; 65 it is too big.");
  else
    return false;
  return true;
}

int main(int argc, char **argv)
{
  DeliverMail mail = { .spool = SPOOL_PATH, .max_size = DELIVER_DEFAULT_SIZE };
  DeliverProblem problem = { "" };

  open_standard_descriptors();
  if (print_about(argc, argv))
    return EXIT_SUCCESS;
  reset_signals();
  alarm(TIME_LIMIT);
  close_range(STDERR_FILENO + 1, ~0u, 0);
  clearenv();
  umask(077);
  if (!parse_arguments(argc, argv, &mail, &problem)) {
    deliver_drain(STDIN_FILENO);
    return finish(&mail, DELIVER_LATER, &problem);
  }
  return finish(&mail, deliver_message(&mail, STDIN_FILENO, &problem), &problem);
}
