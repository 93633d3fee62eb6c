#include "Copies.h"

#include <cerrno>
#include <cstdint>

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace perdure {
namespace {

bool sendAll(int socket, const void *data, size_t size) {
  for (const char *at = static_cast<const char *>(data); size > 0;) {
    const ssize_t n = ::send(socket, at, size, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    at += n;
    size -= size_t(n);
  }
  return true;
}

bool receiveAll(int socket, void *data, size_t size) {
  for (char *at = static_cast<char *>(data); size > 0;) {
    const ssize_t n = ::recv(socket, at, size, 0);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    at += n;
    size -= size_t(n);
  }
  return true;
}

/// The number of parts, and each with its size in front of it.
bool send(int socket, const Message &message) {
  std::string all;
  const auto number = [&](uint64_t n) { all.append(reinterpret_cast<const char *>(&n), sizeof n); };
  number(message.size());
  for (const std::string &part : message) {
    number(part.size());
    all += part;
  }
  return sendAll(socket, all.data(), all.size());
}

std::optional<Message> receive(int socket) {
  uint64_t parts = 0, size = 0;
  if (!receiveAll(socket, &parts, sizeof parts)) return std::nullopt;
  Message message;
  for (; parts > 0; --parts) {
    if (!receiveAll(socket, &size, sizeof size)) return std::nullopt;
    std::string part(size, '\0');
    if (!receiveAll(socket, part.data(), size)) return std::nullopt;
    message.push_back(std::move(part));
  }
  return message;
}

bool succeeds(pid_t process) {
  int status = 0;
  while (::waitpid(process, &status, 0) < 0)
    if (errno != EINTR) return false;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace

void Copies::end() {
  if (Socket < 0) return;
  ::close(Socket); // which the copy waits for, too
  Socket = -1;
  succeeds(Process);
}

std::optional<Message> Copies::make() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return std::nullopt;
  Process = ::fork();
  ::close(ends[Process == 0 ? 0 : 1]);
  Socket = ends[Process == 0 ? 1 : 0];
  if (Process < 0) {
    ::close(Socket);
    Socket = -1;
  }
  if (Process != 0) return std::nullopt;
  for (;;) {
    std::optional<Message> question = receive(Socket);
    if (!question) ::_exit(0);
    const pid_t other = ::fork();
    if (other == 0) return question;
    if (other < 0 || !succeeds(other)) send(Socket, {}); // no answer
  }
}

std::optional<Message> Copies::ask(const Message &question) {
  if (Socket < 0 || !send(Socket, question)) return std::nullopt;
  std::optional<Message> answer = receive(Socket);
  if (answer && answer->empty()) return std::nullopt;
  return answer;
}

void Copies::answer(const Message &answer) { ::_exit(send(Socket, answer) ? 0 : 1); }

} // namespace perdure
