/* SPDX-License-Identifier: MIT */
/* fake-model [OPTION...]: a model server on loopback for tests. Prints its port on stdout, serves until it is killed.
 *
 * Which answer a request gets: a word fake-answer:NAME[:NUMBER] in the newsletter; else the next line of --script, each "NAME[:NUMBER] [TIMES|forever]";
 * else --fallback. Two colons more, fake-answer:NAME:NUMBER:TIMES, and only the first TIMES requests with this word get it. Names are those in
 * answers[] below and those of fake_gist. Each request is a line of JSON in --log (see fake_request_log), "problem" says what was wrong
 * with it; it gets that error, whatever was ordered. */
#include <arpa/inet.h>
#include <gio/gio.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake.h"
#include "util/date.h"

#define MAX_REQUEST (4 * 1024 * 1024)
#define HUGE_BODY (1024 * 1024 + 4096)
#define BOMB_BODY (64 * 1024 * 1024) /* what a gzip bomb unpacks to */
#define MAX_CONNECTIONS 200

typedef struct {
  FakeOptions options;
  GMutex lock; /* of what follows */
  char **script;
  guint line, served, number;
  GHashTable *words; /* fake-answer:... -> how often it came */
  FILE *log;
} Server;

/* A connection in work. */
typedef struct {
  char *uri;
  FakeRequest *request; /* NULL until the first call of the handler */
} Call;

typedef struct {
  char *bytes;
  gsize length;
  long pause; /* milliseconds before each byte */
  gsize stop; /* offset at which the connection breaks; 0: never */
} Stream;

typedef struct MHD_Response Response;

static gboolean parse_answer(const char *text, FakeAnswer *answer)
{
  g_auto(GStrv) parts = g_strsplit(text, ":", 3);

  if (parts[0] == NULL || strlen(parts[0]) >= sizeof answer->name)
    return FALSE;
  memcpy(answer->name, parts[0], strlen(parts[0]) + 1);
  answer->number = parts[1] != NULL && parts[1][0] != '\0' ? strtol(parts[1], NULL, 10) : -1;
  return TRUE;
}

/* The word in the newsletter, as long as it counts. */
static gboolean take_word(Server *server, const FakeRequest *request, FakeAnswer *answer)
{
  const char *found = strstr(request->user, "fake-answer:");
  g_autofree char *word = NULL;
  g_auto(GStrv) parts = NULL;
  guint count;

  if (found == NULL)
    return FALSE;
  found += strlen("fake-answer:");
  word = g_strndup(found, strspn(found, "abcdefghijklmnopqrstuvwxyz0123456789-:"));
  parts = g_strsplit(word, ":", 4);
  count = GPOINTER_TO_UINT(g_hash_table_lookup(server->words, word));
  g_hash_table_insert(server->words, g_strdup(word), GUINT_TO_POINTER(count + 1));
  if (g_strv_length(parts) > 2 && count >= (guint)strtol(parts[2], NULL, 10))
    return FALSE;
  return parse_answer(word, answer);
}

static gboolean take_line(Server *server, FakeAnswer *answer)
{
  while (server->script != NULL && server->script[server->line] != NULL) {
    g_auto(GStrv) parts = g_strsplit(g_strstrip(server->script[server->line]), " ", 2);
    guint times = g_strv_length(parts) < 2 ? 1 : (guint)strtol(parts[1], NULL, 10);

    if (parts[0] != NULL && parts[0][0] != '\0' && (g_strcmp0(parts[1], "forever") == 0 || server->served < times)) {
      server->served++;
      return parse_answer(parts[0], answer);
    }
    server->line++;
    server->served = 0;
  }
  return FALSE;
}

/* Decides, and writes the log. */
static FakeAnswer decide(Server *server, const FakeRequest *request)
{
  FakeAnswer answer = { .number = -1 };
  g_autofree char *line = NULL;
  json_t *entry;

  g_mutex_lock(&server->lock);
  if (request->problem != NULL)
    g_strlcpy(answer.name, "problem", sizeof answer.name);
  else if (!take_word(server, request, &answer) && !take_line(server, &answer))
    parse_answer(server->options.fallback, &answer);
  entry = fake_request_log(request, &answer, ++server->number);
  line = json_dumps(entry, JSON_COMPACT);
  json_decref(entry);
  if (server->log != NULL && line != NULL) {
    fprintf(server->log, "%s\n", line);
    fflush(server->log);
  }
  g_mutex_unlock(&server->lock);
  return answer;
}

static Response *respond_bytes(const void *bytes, gsize length, const char *type)
{
  Response *response = MHD_create_response_from_buffer(length, (void *)bytes, MHD_RESPMEM_MUST_COPY);

  MHD_add_response_header(response, "Content-Type", type);
  MHD_add_response_header(response, "x-request-id", "req_fake");
  MHD_add_response_header(response, "request-id", "req_fake");
  return response;
}

/* Takes body over. */
static char *dump(json_t *body)
{
  char *text = json_dumps(body, JSON_COMPACT);

  json_decref(body);
  return text;
}

static Response *respond_json(json_t *body)
{
  g_autofree char *text = dump(body);

  return respond_bytes(text, strlen(text), "application/json");
}

static Response *respond_error(const FakeRequest *request, guint status, const char *message)
{
  const char *type;
  Response *response = respond_json(fake_error(request, status, message, &type));

  if (type != NULL)
    MHD_add_response_header(response, "x-amzn-errortype", type);
  return response;
}

static Response *respond_kind(const FakeRequest *request, const char *kind, FakeFinish finish)
{
  g_autofree char *text = fake_gist(request, kind);

  return respond_json(fake_envelope(request, text, finish));
}

static Response *answer_status(const FakeRequest *request, const FakeAnswer *answer)
{
  return respond_error(request, (guint)answer->number, "the fake server was told to fail");
}

static Response *answer_limited(const FakeRequest *request, const FakeAnswer *answer)
{
  Response *response = respond_error(request, 429, "slow down");
  long seconds = answer->number >= 0 ? answer->number : 1;
  g_autofree char *value = NULL;

  if (strcmp(answer->name, "429-date") == 0) {
    g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc(date_now() + seconds);

    value = g_date_time_format(when, "%a, %d %b %Y %H:%M:%S GMT");
  } else {
    value = g_strdup_printf("%ld", seconds);
  }
  MHD_add_response_header(response, strcmp(answer->name, "429-ms") == 0 ? "retry-after-ms" : "Retry-After", value);
  return response;
}

static Response *answer_quota(const FakeRequest *request, const FakeAnswer *answer G_GNUC_UNUSED)
{
  if (request->provider == FAKE_OPENAI)
    return respond_json(json_pack("{s:{s:s, s:s, s:n, s:s}}", "error", "message", "You exceeded your current quota.",
                                  "type", "insufficient_quota", "param", "code", "insufficient_quota"));
  return respond_error(request, 402, "your credit balance is too low");
}

static Response *answer_too_long(const FakeRequest *request, const FakeAnswer *answer G_GNUC_UNUSED)
{
  return respond_error(request, 400, "the prompt exceeds the maximum context length of 4096 tokens");
}

static Response *answer_html(const FakeRequest *request G_GNUC_UNUSED, const FakeAnswer *answer G_GNUC_UNUSED)
{
  static const char page[] = "<html><body><h1>502 Bad Gateway</h1><script>alert(1)</script></body></html>\n";

  return respond_bytes(page, sizeof page - 1, "text/html");
}

static Response *answer_redirect(const FakeRequest *request G_GNUC_UNUSED, const FakeAnswer *answer G_GNUC_UNUSED)
{
  Response *response = respond_bytes("", 0, "text/plain");

  MHD_add_response_header(response, "Location", "/followed-a-redirect");
  return response;
}

static Response *answer_refusal(const FakeRequest *request, const FakeAnswer *answer G_GNUC_UNUSED)
{
  return respond_kind(request, "gist", FAKE_REFUSAL);
}

static Response *answer_filter(const FakeRequest *request, const FakeAnswer *answer G_GNUC_UNUSED)
{
  return respond_kind(request, "gist", FAKE_FILTER);
}

static Response *answer_length(const FakeRequest *request, const FakeAnswer *answer G_GNUC_UNUSED)
{
  g_autofree char *text = fake_gist(request, "gist");

  text[strlen(text) / 2] = '\0';
  if (!g_utf8_validate(text, -1, NULL))
    return respond_json(fake_envelope(request, "{\"summary\":\"cut", FAKE_LENGTH));
  return respond_json(fake_envelope(request, text, FAKE_LENGTH));
}

static Response *answer_huge(const FakeRequest *request, const FakeAnswer *answer G_GNUC_UNUSED)
{
  g_autofree char *text = g_strnfill(HUGE_BODY, 'x');

  return respond_json(fake_envelope(request, text, FAKE_FINISHED));
}

static Response *answer_bomb(const FakeRequest *request G_GNUC_UNUSED, const FakeAnswer *answer G_GNUC_UNUSED)
{
  g_autoptr(GZlibCompressor) compressor = g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autofree char *zeros = g_malloc0(BOMB_BODY);
  g_autofree char *packed = g_malloc(HUGE_BODY);
  gsize in = 0, out = 0;
  Response *response;

  g_converter_convert(G_CONVERTER(compressor), zeros, BOMB_BODY, packed, HUGE_BODY, G_CONVERTER_INPUT_AT_END, &in, &out,
                      NULL);
  response = respond_bytes(packed, out, "application/json");
  MHD_add_response_header(response, "Content-Encoding", "gzip");
  return response;
}

static ssize_t read_stream(void *data, uint64_t offset, char *buffer, size_t room)
{
  Stream *stream = data;
  gsize length = MIN(room, stream->length - offset);

  if (offset >= stream->length)
    return MHD_CONTENT_READER_END_OF_STREAM;
  if (stream->stop > 0 && offset >= stream->stop)
    return MHD_CONTENT_READER_END_WITH_ERROR;
  if (stream->pause > 0) {
    g_usleep((gulong)stream->pause * 1000);
    length = 1;
  } else if (stream->stop > 0) {
    length = MIN(length, stream->stop - offset);
  }
  memcpy(buffer, stream->bytes + offset, length);
  return (ssize_t)length;
}

static void free_stream(void *data)
{
  Stream *stream = data;

  g_free(stream->bytes);
  g_free(stream);
}

/* "drip": a byte every NUMBER milliseconds; "truncated": half of it. */
static Response *answer_stream(const FakeRequest *request, const FakeAnswer *answer)
{
  Stream *stream = g_new0(Stream, 1);
  g_autofree char *text = fake_gist(request, "gist");
  Response *response;

  stream->bytes = dump(fake_envelope(request, text, FAKE_FINISHED));
  stream->length = strlen(stream->bytes);
  if (strcmp(answer->name, "drip") == 0)
    stream->pause = answer->number > 0 ? answer->number : 200;
  else
    stream->stop = stream->length / 2;
  response = MHD_create_response_from_callback(stream->length, 4096, read_stream, stream, free_stream);
  MHD_add_response_header(response, "Content-Type", "application/json");
  return response;
}

/* A good answer after NUMBER milliseconds; "hang" waits for an hour unless told otherwise. */
static Response *answer_late(const FakeRequest *request, const FakeAnswer *answer)
{
  g_usleep((gulong)(answer->number >= 0 ? answer->number : 3600 * 1000) * 1000);
  return respond_kind(request, "gist", FAKE_FINISHED);
}

/* All but those of fake_gist. status 0: the number of the answer; respond NULL: the connection is closed. */
static const struct {
  const char *name;
  guint status;
  Response *(*respond)(const FakeRequest *, const FakeAnswer *);
} answers[] = {
  { "status", 0, answer_status },
  { "429-seconds", 429, answer_limited },
  { "429-date", 429, answer_limited },
  { "429-ms", 429, answer_limited },
  { "quota", 402, answer_quota },
  { "too-long", 400, answer_too_long },
  { "500-html", 500, answer_html },
  { "200-html", 200, answer_html },
  { "redirect", 307, answer_redirect },
  { "refusal", 200, answer_refusal },
  { "filter", 200, answer_filter },
  { "length", 200, answer_length },
  { "huge", 200, answer_huge },
  { "gzip-bomb", 200, answer_bomb },
  { "drip", 200, answer_stream },
  { "truncated", 200, answer_stream },
  { "late", 200, answer_late },
  { "hang", 200, answer_late },
  { "close", 200, NULL },
};

static enum MHD_Result send_answer(struct MHD_Connection *connection, const FakeRequest *request,
                                   const FakeAnswer *answer)
{
  Response *response = NULL;
  guint status = 200, i = 0;
  enum MHD_Result result;

  while (i < G_N_ELEMENTS(answers) && strcmp(answers[i].name, answer->name) != 0)
    i++;
  if (request->problem != NULL) {
    status = request->status;
    response = respond_error(request, status, request->problem);
  } else if (i == G_N_ELEMENTS(answers)) {
    response = respond_kind(request, answer->name, FAKE_FINISHED);
  } else {
    status = answers[i].status != 0 ? answers[i].status : (guint)answer->number;
    response = answers[i].respond != NULL ? answers[i].respond(request, answer) : NULL;
  }
  if (response == NULL)
    return MHD_NO;
  result = MHD_queue_response(connection, status, response);
  MHD_destroy_response(response);
  return result;
}

static enum MHD_Result keep_header(void *data, enum MHD_ValueKind kind G_GNUC_UNUSED, const char *name,
                                   const char *value)
{
  g_ptr_array_add(((FakeRequest *)data)->headers, g_strconcat(name, ": ", value != NULL ? value : "", NULL));
  return MHD_YES;
}

static enum MHD_Result handle(void *data, struct MHD_Connection *connection, const char *url G_GNUC_UNUSED,
                              const char *method, const char *version G_GNUC_UNUSED, const char *upload,
                              size_t *upload_size, void **state)
{
  Server *server = data;
  Call *call = *state;
  FakeAnswer answer;

  if (call->request == NULL) {
    call->request = fake_request_new();
    call->request->method = g_strdup(method);
    call->request->path = g_strdup(call->uri);
    MHD_get_connection_values(connection, MHD_HEADER_KIND, keep_header, call->request);
    return MHD_YES;
  }
  if (*upload_size > 0) {
    if (call->request->bytes->len + *upload_size > MAX_REQUEST)
      return MHD_NO;
    g_byte_array_append(call->request->bytes, (const guint8 *)upload, (guint)*upload_size);
    *upload_size = 0;
    return MHD_YES;
  }
  fake_request_read(call->request, &server->options);
  answer = decide(server, call->request);
  g_usleep((gulong)server->options.delay * 1000);
  return send_answer(connection, call->request, &answer);
}

/* The only place where the path stands as it was sent. */
static void *begin(void *data G_GNUC_UNUSED, const char *uri, struct MHD_Connection *connection G_GNUC_UNUSED)
{
  Call *call = g_new0(Call, 1);

  call->uri = g_strdup(uri);
  return call;
}

static void complete(void *data G_GNUC_UNUSED, struct MHD_Connection *connection G_GNUC_UNUSED, void **state,
                     enum MHD_RequestTerminationCode code G_GNUC_UNUSED)
{
  Call *call = *state;

  if (call == NULL)
    return;
  g_clear_pointer(&call->request, fake_request_free);
  g_free(call->uri);
  g_free(call);
}

static gboolean read_options(Server *server, int argc, char **argv, int *port)
{
  FakeOptions *o = &server->options;
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, port, "port (0: any)", "N" },
    { "address", 0, 0, G_OPTION_ARG_STRING, &o->address, "a loopback address (127.0.0.1)", "ADDRESS" },
    { "script", 0, 0, G_OPTION_ARG_FILENAME, &o->script, "answers in order", "FILE" },
    { "fallback", 0, 0, G_OPTION_ARG_STRING, &o->fallback, "what every other request gets (gist)", "ANSWER" },
    { "log", 0, 0, G_OPTION_ARG_FILENAME, &o->log, "requests as JSON lines", "FILE" },
    { "key", 0, 0, G_OPTION_ARG_STRING, &o->key, "the only key", "KEY" },
    { "aws-id", 0, 0, G_OPTION_ARG_STRING, &o->aws_id, "access key id; region eu-central-1", "ID" },
    { "aws-secret", 0, 0, G_OPTION_ARG_STRING, &o->aws_secret, "requests must be signed with it", "SECRET" },
    { "aws-token", 0, 0, G_OPTION_ARG_STRING, &o->aws_token, "the session token", "TOKEN" },
    { "refuse", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->refuse, "a feature that gets a 400; may be repeated", "FEATURE" },
    { "tls", 0, 0, G_OPTION_ARG_FILENAME, &o->tls, "speak TLS with cert.pem and key.pem of this folder", "FOLDER" },
    { "delay", 0, 0, G_OPTION_ARG_INT, &o->delay, "milliseconds before each answer", "MS" },
    { NULL },
  };
  g_autoptr(GOptionContext) context = g_option_context_new(NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  g_option_context_add_main_entries(context, entries, NULL);
  if (!g_option_context_parse(context, &argc, &argv, &error) ||
      (o->script != NULL && !g_file_get_contents(o->script, &text, NULL, &error))) {
    fprintf(stderr, "fake-model: %s\n", error->message);
    return FALSE;
  }
  server->script = text != NULL ? g_strsplit(text, "\n", 0) : NULL;
  server->log = o->log != NULL ? fopen(o->log, "ae") : NULL;
  if (o->address == NULL)
    o->address = g_strdup("127.0.0.1");
  if (o->fallback == NULL)
    o->fallback = g_strdup("gist");
  return o->log == NULL || server->log != NULL;
}

static struct MHD_Daemon *start(Server *server, int port)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_port = htons((guint16)port),
                                 .sin_addr.s_addr = inet_addr(server->options.address) };
  guint flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_POLL;
  g_autofree char *cert = NULL, *key = NULL;
  struct MHD_OptionItem tls[] = { { MHD_OPTION_END, 0, NULL },
                                  { MHD_OPTION_END, 0, NULL },
                                  { MHD_OPTION_END, 0, NULL } };

  if (server->options.tls != NULL) {
    g_autofree char *cert_file = g_build_filename(server->options.tls, "cert.pem", NULL);
    g_autofree char *key_file = g_build_filename(server->options.tls, "key.pem", NULL);

    if (!g_file_get_contents(cert_file, &cert, NULL, NULL) || !g_file_get_contents(key_file, &key, NULL, NULL))
      return NULL;
    flags |= MHD_USE_TLS;
    tls[0] = (struct MHD_OptionItem){ MHD_OPTION_HTTPS_MEM_CERT, 0, cert };
    tls[1] = (struct MHD_OptionItem){ MHD_OPTION_HTTPS_MEM_KEY, 0, key };
  }
  return MHD_start_daemon(flags, 0, NULL, NULL, handle, server, MHD_OPTION_SOCK_ADDR, &address,
                          MHD_OPTION_URI_LOG_CALLBACK, begin, NULL, MHD_OPTION_NOTIFY_COMPLETED, complete, NULL,
                          MHD_OPTION_CONNECTION_LIMIT, MAX_CONNECTIONS, MHD_OPTION_ARRAY, tls, MHD_OPTION_END);
}

int main(int argc, char **argv)
{
  Server server = { .words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL) };
  struct MHD_Daemon *daemon;
  int port = 0;

  if (!read_options(&server, argc, argv, &port))
    return EXIT_FAILURE;
  daemon = start(&server, port);
  if (daemon == NULL) {
    fprintf(stderr, "fake-model: cannot listen\n");
    return EXIT_FAILURE;
  }
  printf("%u\n", (unsigned)MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
  fflush(stdout);
  for (;;)
    g_usleep(G_USEC_PER_SEC * 3600ul);
}
