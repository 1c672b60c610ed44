/* SPDX-License-Identifier: MIT */
#include "client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support.h"

int client_socket(void)
{
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  ck_assert_int_ge(fd, 0);
  return fd;
}

void client_connect(Server *server, int fd)
{
  struct sockaddr_in name = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };

  name.sin_port = htons((guint16)atoi(strrchr(server_addresses(server)[0], ':') + 1));
  ck_assert_int_eq(connect(fd, (struct sockaddr *)&name, sizeof name), 0);
}

int client_dial(Server *server)
{
  int fd = client_socket();

  client_connect(server, fd);
  return fd;
}

void client_put(int fd, const char *bytes, gsize length)
{
  while (length > 0) {
    gssize written = send(fd, bytes, length, MSG_NOSIGNAL);

    if (written <= 0)
      return; /* refused already */
    bytes += written;
    length -= (gsize)written;
  }
}

char *client_take(int fd)
{
  g_autoptr(GString) out = g_string_new("");
  struct pollfd wait = { .fd = fd, .events = POLLIN };
  char bytes[65536];
  gssize length;

  do {
    ck_assert_msg(poll(&wait, 1, CLIENT_MILLISECONDS) == 1, "no answer; so far: %s", out->str);
    length = recv(fd, bytes, sizeof bytes, 0);
    if (length > 0)
      g_string_append_len(out, bytes, length);
  } while (length > 0);
  close(fd);
  return g_string_free(g_steal_pointer(&out), FALSE);
}

char *client_ask(Server *server, const char *request, gsize length)
{
  int fd = client_dial(server);

  client_put(fd, request, length);
  return client_take(fd);
}
