/* SPDX-License-Identifier: MIT */
/* One request again and again over kept connections, for answers without a body: wrk waits for the body that the Content-Length of a 304 speaks of.
 *
 *   http_load PORT CONNECTIONS SECONDS REQUEST STATUS    prints how many answers came and how long it took
 *
 * All answers are of one length: the first one's. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
  struct timespec time;

  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void fail(const char *what)
{
  fprintf(stderr, "http_load: %s\n", what);
  exit(1);
}

static int dial(int port)
{
  struct sockaddr_in name = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
  int fd = socket(AF_INET, SOCK_STREAM, 0);

  name.sin_port = htons((unsigned short)port);
  if (fd < 0 || connect(fd, (struct sockaddr *)&name, sizeof name) != 0)
    fail("cannot connect");
  return fd;
}

static void ask(int fd, const char *request)
{
  if (send(fd, request, strlen(request), MSG_NOSIGNAL) != (ssize_t)strlen(request))
    fail("cannot send");
}

/* The length of the answer to that request. */
static size_t first_length(int port, const char *request, const char *status)
{
  char bytes[8192];
  size_t length = 0;
  int fd = dial(port);

  ask(fd, request);
  do {
    ssize_t got = recv(fd, bytes + length, sizeof bytes - 1 - length, 0);

    if (got <= 0)
      fail("no answer");
    length += (size_t)got;
    bytes[length] = '\0';
  } while (strstr(bytes, "\r\n\r\n") == NULL);
  if (strncmp(bytes + 9, status, 3) != 0)
    fail(bytes);
  close(fd);
  return length;
}

int main(int argc, char **argv)
{
  struct epoll_event events[64];
  size_t received[4096] = { 0 }, length; /* by descriptor */
  unsigned long answers = 0;
  char bytes[8192];
  int epoll = epoll_create1(0);
  double begin, end;

  if (argc != 6)
    fail("PORT CONNECTIONS SECONDS REQUEST STATUS");
  length = first_length(atoi(argv[1]), argv[4], argv[5]);
  begin = now();
  end = begin + atof(argv[3]);
  for (int i = 0; i < atoi(argv[2]); i++) {
    struct epoll_event event = { .events = EPOLLIN, .data.fd = dial(atoi(argv[1])) };

    epoll_ctl(epoll, EPOLL_CTL_ADD, event.data.fd, &event);
    ask(event.data.fd, argv[4]);
  }
  while (now() < end) {
    int count = epoll_wait(epoll, events, 64, 1000);

    for (int i = 0; i < count; i++) {
      int fd = events[i].data.fd;
      ssize_t got = recv(fd, bytes, sizeof bytes, 0);

      if (got <= 0 || (received[fd] == 0 && got > 12 && strncmp(bytes + 9, argv[5], 3) != 0))
        fail("another answer");
      received[fd] += (size_t)got;
      if (received[fd] < length)
        continue;
      received[fd] = 0;
      answers++;
      ask(fd, argv[4]);
    }
  }
  printf("%lu answers in %.3f s\n", answers, now() - begin);
  return 0;
}
