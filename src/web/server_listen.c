/* SPDX-License-Identifier: MIT */
#include "web/server_listen.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "util/error.h"

#define BACKLOG 1024
#define UNIX_PREFIX "unix:"

void server_socket_free(ServerSocket *sock)
{
  struct stat now;

  if (sock == NULL)
    return;
  if (sock->fd >= 0)
    close(sock->fd);
  if (sock->path != NULL && g_lstat(sock->path, &now) == 0 && now.st_dev == sock->device && now.st_ino == sock->inode)
    g_unlink(sock->path);
  g_free(sock->url);
  g_free(sock->path);
  g_free(sock);
}

static int open_socket(int family)
{
  return socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

static gboolean fail(GError **error, int errno_value, const char *address)
{
  if (errno_value == EADDRINUSE)
    return error_set(error, ERROR_EXISTS, "%s is in use by another program", address);
  return error_set_errno(error, errno_value, "cannot listen on %s", address);
}

/* --- TCP ---------------------------------------------------------------------------------- */

static char *socket_url(int fd)
{
  struct sockaddr_storage name;
  socklen_t length = sizeof name;
  char host[NI_MAXHOST], port[NI_MAXSERV];

  if (getsockname(fd, (struct sockaddr *)&name, &length) != 0 ||
      getnameinfo((struct sockaddr *)&name, length, host, sizeof host, port, sizeof port,
                  NI_NUMERICHOST | NI_NUMERICSERV) != 0)
    return NULL;
  return g_strdup_printf(name.ss_family == AF_INET6 ? "http://[%s]:%s" : "http://%s:%s", host, port);
}

static gboolean listen_on(const struct addrinfo *info, const char *address, GPtrArray *sockets, GError **error)
{
  ServerSocket *sock = g_new0(ServerSocket, 1);
  const int on = 1;

  sock->fd = open_socket(info->ai_family);
  if (sock->fd < 0 || setsockopt(sock->fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
      (info->ai_family == AF_INET6 && setsockopt(sock->fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on) != 0) ||
      bind(sock->fd, info->ai_addr, info->ai_addrlen) != 0 || listen(sock->fd, BACKLOG) != 0 ||
      (sock->url = socket_url(sock->fd)) == NULL) {
    fail(error, errno, address);
    server_socket_free(sock);
    return FALSE;
  }
  g_ptr_array_add(sockets, sock);
  return TRUE;
}

static gboolean listen_tcp(const char *address, GPtrArray *sockets, GError **error)
{
  const struct addrinfo hints = { .ai_flags = AI_PASSIVE | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM };
  const char *colon = strrchr(address, ':');
  g_autofree char *host = colon != NULL ? g_strndup(address, (gsize)(colon - address)) : g_strdup("");
  struct addrinfo *list = NULL;
  gboolean done = TRUE;
  int result;

  if (host[0] == '[' && g_str_has_suffix(host, "]")) {
    memmove(host, host + 1, strlen(host));
    host[strlen(host) - 1] = '\0';
  }
  if (host[0] == '\0' || !g_ascii_string_to_unsigned(colon + 1, 10, 0, G_MAXUINT16, NULL, NULL))
    return error_set(error, ERROR_INVALID, "cannot listen on '%s': it is not HOST:PORT", address);
  result = getaddrinfo(host, colon + 1, &hints, &list);
  if (result != 0)
    return error_set(error, ERROR_INVALID, "cannot listen on %s: %s", address, gai_strerror(result));
  for (const struct addrinfo *info = list; info != NULL && done; info = info->ai_next)
    done = listen_on(info, address, sockets, error);
  freeaddrinfo(list);
  return done;
}

/* --- UNIX --------------------------------------------------------------------------------- */

/* A socket file that outlived its program: something of that kind is there and nobody answers. */
static gboolean is_stale(const struct sockaddr_un *name)
{
  struct stat status;
  gboolean refused;
  int fd;

  if (g_lstat(name->sun_path, &status) != 0 || !S_ISSOCK(status.st_mode))
    return FALSE;
  fd = open_socket(AF_UNIX);
  if (fd < 0)
    return FALSE;
  refused = connect(fd, (const struct sockaddr *)name, sizeof *name) != 0 && errno == ECONNREFUSED;
  close(fd);
  return refused;
}

/* Whoever may reach the folder may connect, as anyone on this machine may to a loopback port: what is served is guarded by ids. */
static gboolean bind_unix(int fd, const struct sockaddr_un *name)
{
  const struct sockaddr *address = (const struct sockaddr *)name;
  gboolean bound = bind(fd, address, sizeof *name) == 0;

  if (!bound && errno == EADDRINUSE) {
    if (is_stale(name) && g_unlink(name->sun_path) == 0)
      bound = bind(fd, address, sizeof *name) == 0;
    else
      errno = EADDRINUSE;
  }
  return bound && g_chmod(name->sun_path, 0666) == 0;
}

static gboolean listen_unix(const char *address, GPtrArray *sockets, GError **error)
{
  struct sockaddr_un name = { .sun_family = AF_UNIX };
  const char *path = address + strlen(UNIX_PREFIX);
  ServerSocket *sock;
  struct stat status;

  if (path[0] != '/' || strlen(path) >= sizeof name.sun_path)
    return error_set(error, ERROR_INVALID, "cannot listen on %s: a path begins with '/' and has at most %zu characters",
                     address, sizeof name.sun_path - 1);
  g_strlcpy(name.sun_path, path, sizeof name.sun_path);
  sock = g_new0(ServerSocket, 1);
  sock->fd = open_socket(AF_UNIX);
  if (sock->fd < 0 || !bind_unix(sock->fd, &name) || listen(sock->fd, BACKLOG) != 0 || g_lstat(path, &status) != 0) {
    fail(error, errno, address);
    server_socket_free(sock);
    return FALSE;
  }
  sock->url = g_strdup(address);
  sock->path = g_strdup(path);
  sock->device = status.st_dev;
  sock->inode = status.st_ino;
  g_ptr_array_add(sockets, sock);
  return TRUE;
}

gboolean server_listen(const char *address, GPtrArray *sockets, GError **error)
{
  return g_str_has_prefix(address, UNIX_PREFIX) ? listen_unix(address, sockets, error)
                                                : listen_tcp(address, sockets, error);
}
