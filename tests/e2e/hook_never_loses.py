# SPDX-License-Identifier: MIT
"""What gistwire-deliver promises, one test per sentence (the docstrings). Run by 010-hook-never-loses.sh."""

import contextlib
import errno
import fcntl
import os
import re
import resource
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.path.abspath(os.environ.get("BUILD", os.path.join(HERE, "..", "..", "build")))
HOOK = os.path.join(BUILD, "gistwire-deliver")
PLAIN = os.path.join(BUILD, "tests", "unit", "spool", "hook")  # no sanitizers: for LD_PRELOAD and strange limits
SHIM = os.path.join(BUILD, "tests", "unit", "spool", "faultshim.so")

MAIL = b"Return-Path: <not-mine@example.net>\r\nSubject: x\r\n\r\n" + bytes(range(256)) * 800  # 200 KB of every byte
NAME = re.compile(r"[0-9]{10}\.M[0-9]{1,6}P[0-9]+R[0-9a-f]{16}\.[^,/:]+,E=([0-9]+)")
LATER, TOO_BIG = 75, 65


class Skip(Exception):
    pass


class Spool:
    """A Maildir below a temporary folder."""

    def __init__(self, path):
        self.path = path
        for sub in ("", "tmp", "new", "cur"):
            os.makedirs(os.path.join(path, sub), mode=0o700)

    def files(self, sub="new"):
        return [os.path.join(self.path, sub, name) for name in sorted(os.listdir(os.path.join(self.path, sub)))]

    def clear(self):
        for path in self.files("new") + self.files("tmp"):
            os.unlink(path)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def message_of(path):
    """The bytes below the envelope; fails when name and envelope do not agree."""
    match = NAME.fullmatch(os.path.basename(path))
    assert match, f"odd name {path}"
    data, size = read(path), int(match.group(1))
    for line in data[:size].splitlines(True):
        assert line.startswith((b"Return-Path: <", b"Delivered-To: ")) and line.endswith(b"\n"), line
    return data[size:]


def run(arguments, data=MAIL, hook=HOOK, **options):
    """The hook with data on a pipe; a broken pipe on our side is a failure of the hook, which must read to the end."""
    environment = dict(os.environ, **options.pop("env", {}))
    process = subprocess.Popen([hook, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               env=environment, **options)
    try:
        process.stdin.write(data)
        process.stdin.close()
    except BrokenPipeError:
        raise AssertionError("the hook did not read standard input to its end") from None
    process.stdin = None
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def expect(result, code, words=""):
    """The exit code; silence on stdout; one line on stderr that names us and says why, none after success."""
    got, out, err = result
    assert got == code, f"exit {got} instead of {code}: {err!r}"
    assert out == b"", f"standard output: {out!r}"
    if code == 0:
        assert err == b"", f"standard error: {err!r}"
    else:
        assert err.startswith(b"gistwire-deliver: ") and err.count(b"\n") == 1 and err.endswith(b"\n"), err
        assert words.encode() in err, f"{words!r} is not in {err!r}"


def stores_the_exact_bytes(spool):
    """a mail lands in new/ with mode 0600, its envelope on top and every byte below unchanged"""
    expect(run(["-d", spool.path, "-f", "news@example.org", "a@x.org", "b@x.org"]), 0)
    (path,) = spool.files()
    assert message_of(path) == MAIL
    assert read(path).startswith(b"Return-Path: <news@example.org>\nDelivered-To: a@x.org\nDelivered-To: b@x.org\nReturn-")
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600 and os.stat(path).st_nlink == 1
    assert spool.files("tmp") == []


def addresses_make_no_lines(spool):
    """sender and recipients cannot add lines or options, whatever is in them"""
    expect(run(["-d", spool.path, "-f", "a\nX: 1", "--", "-m1@x", "b\r\n\r\nbody", "--help", "\x7f\x1b[2J"]), 0)
    (path,) = spool.files()
    assert read(path)[:-len(MAIL)] == (b"Return-Path: <a?X: 1>\nDelivered-To: -m1@x\nDelivered-To: b????body\n"
                                       b"Delivered-To: --help\nDelivered-To: ??[2J\n")
    assert message_of(path) == MAIL
    spool.clear()
    expect(run(["-d", spool.path, "a@x", "-m1@x", "-f", "b@x"]), 0)  # no "--": the first recipient ends the options
    assert read(spool.files()[0]).startswith(b"Delivered-To: a@x\nDelivered-To: -m1@x\nDelivered-To: -f\nDelivered-To: b@x\n")
    spool.clear()
    expect(run(["-d", spool.path, "-f", "", "a@x"]), 0)
    assert read(spool.files()[0]).startswith(b"Return-Path: <>\nDelivered-To: a@x\n")


def wrong_usage_means_later(_spool):
    """a command line that makes no sense is exit 75 with the mail read, never a bounce and never a delivery"""
    for arguments in ([], ["-f"], ["-f", "a@x"], ["-x", "a@x"], ["-m", "0", "a@x"], ["-m", "1G", "a@x"], ["-d", "", "a@x"],
                      [""], ["a@x", ""], ["--help", "a@x"], ["--version", "a@x"], ["--help=a@x"], ["--help@x"], ["--"],
                      ["-f", "--help"], ["-m", "99999999999999999999", "a@x"]):
        expect(run(arguments), LATER, "--help")


def tells_about_itself(_spool):
    """--help and --version answer on standard output"""
    for option, words in (("--help", b"Usage: gistwire-deliver [-d SPOOL]"), ("--version", b"gistwire-deliver ")):
        code, out, err = run([option], b"")
        assert code == 0 and out.startswith(words) and err == b"", (code, out, err)


def size_limit_is_65(spool):
    """a mail of 30 MB is exit 65, is read to its end and leaves nothing; 25 MB exactly is taken"""
    expect(run(["-d", spool.path, "a@x"], b"x" * 30 * 1024 * 1024), TOO_BIG, "larger than 26214400 bytes")
    assert spool.files() == [] and spool.files("tmp") == []
    expect(run(["-d", spool.path, "a@x"], b"x" * 25 * 1024 * 1024), 0)
    expect(run(["-d", spool.path, "-m", "1K", "a@x"], b"x" * 1025), TOO_BIG, "larger than 1024 bytes")
    expect(run(["-d", spool.path, "-m", "1K", "a@x"], b"x" * 1024), 0)
    assert len(spool.files()) == 2


def empty_mail_means_later(spool):
    """an empty mail is exit 75, for it is what a mail server that died sends"""
    expect(run(["-d", spool.path, "a@x"], b""), LATER, "empty")
    assert spool.files() == [] and spool.files("tmp") == []


def too_many_recipients_mean_later(spool):
    """1000 recipients are taken, 1001 are exit 75"""
    expect(run(["-d", spool.path, *["a@x"] * 1000]), 0)
    expect(run(["-d", spool.path, *["a@x"] * 1001]), LATER, "1001 recipients")
    assert len(spool.files()) == 1


def closed_descriptors_do_no_harm(spool):
    """no descriptor of the spool becomes standard output or error; closed standard input is exit 75"""
    for closed in ([1], [2], [1, 2]):
        spool.clear()
        command = [HOOK, "-d", spool.path, "a@x"]
        code = subprocess.run(command, input=MAIL, preexec_fn=lambda: [os.close(fd) for fd in closed], timeout=60).returncode
        assert code == 0, code
        assert [message_of(path) for path in spool.files()] == [MAIL]
        with tempfile.TemporaryFile() as big:  # and what it would say goes nowhere
            big.write(MAIL)
            big.seek(0)
            code = subprocess.run([HOOK, "-d", spool.path, "-m", "9", "a@x"], stdin=big, stderr=subprocess.DEVNULL,
                                  preexec_fn=lambda: [os.close(fd) for fd in closed], timeout=60).returncode
        assert code == TOO_BIG, code
    spool.clear()
    process = start_and_wait(spool, hook_closes=(1, 2))
    assert {os.readlink(f"/proc/{process.pid}/fd/{fd}") for fd in (1, 2)} == {"/dev/null"}
    process.communicate(timeout=10)
    assert process.returncode == 0 and len(spool.files()) == 1
    spool.clear()
    for closed in ([0], [0, 1, 2]):
        code = subprocess.run([HOOK, "-d", spool.path, "a@x"], stderr=subprocess.DEVNULL,
                              preexec_fn=lambda: [os.close(fd) for fd in closed], timeout=60).returncode
        assert code == LATER, code
    assert spool.files() == []


def nobody_listening_changes_nothing(spool):
    """a closed pipe as standard error does not turn 65 into something else"""
    reader, writer = os.pipe()
    os.close(reader)
    code = subprocess.run([HOOK, "-d", spool.path, "-m", "9", "a@x"], input=MAIL, stderr=writer, timeout=60).returncode
    os.close(writer)
    assert code == TOO_BIG, code


def start_and_wait(spool, hook_closes=(), **options):
    """A hook that has begun to write and waits for the rest of its mail."""
    if hook_closes:
        options["preexec_fn"] = lambda: [os.close(fd) for fd in hook_closes]
    process = subprocess.Popen([HOOK, "-d", spool.path, "a@x"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, **options)
    process.stdin.write(MAIL)
    process.stdin.flush()
    deadline = time.monotonic() + 10
    while not any(os.stat(path).st_size > 60000 for path in spool.files("tmp")):
        assert time.monotonic() < deadline, "the hook does not write"
        time.sleep(0.002)
    return process


def signals_mean_later(spool):
    """every deadly signal that can be caught is exit 75, ignored and blocked by the parent or not"""
    names = ("HUP INT QUIT ILL ABRT BUS FPE USR1 SEGV USR2 ALRM TERM XCPU VTALRM PROF IO SYS").split()
    numbers = [getattr(signal, "SIG" + name) for name in names]

    def hostile_parent():
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_BLOCK, numbers)

    for preparation in (None, hostile_parent):
        for number in numbers:
            spool.clear()
            process = start_and_wait(spool, preexec_fn=preparation)
            process.send_signal(number)
            out, _ = process.communicate(timeout=10)
            assert process.returncode == LATER, f"{number!r} makes it {process.returncode}"
            assert out == b"" and spool.files() == []


def limits_mean_later(spool):
    """limits that the mail server sets (file size, open files) are exit 75"""
    for which, value, words in ((resource.RLIMIT_FSIZE, 50000, "File too large"), (resource.RLIMIT_FSIZE, 0, "File too large"),
                                (resource.RLIMIT_NOFILE, 5, "Too many open files")):
        expect(run(["-d", spool.path, "a@x"], hook=PLAIN, preexec_fn=lambda: resource.setrlimit(which, (value, value))),
               LATER, words)
        assert spool.files() + spool.files("tmp") == []


def broken_spools_mean_later(spool):
    """a spool that is missing, a file, a symbolic link or writable by everyone is exit 75"""
    parts = [os.path.join(spool.path, sub) for sub in ("new", "tmp")] + [spool.path]
    for part in parts:
        other = spool.path + "-other"
        os.rename(part, other)
        expect(run(["-d", spool.path, "a@x"]), LATER, "No such file or directory")
        with open(part, "w", encoding="ascii"):
            expect(run(["-d", spool.path, "a@x"]), LATER, "Not a directory")
        os.unlink(part)
        os.symlink(other, part)
        expect(run(["-d", spool.path, "a@x"]), LATER, "cannot open")
        os.unlink(part)
        os.rename(other, part)
        os.chmod(part, 0o777)
        expect(run(["-d", spool.path, "a@x"]), LATER, "writable by everyone")
        os.chmod(part, 0o700)
    expect(run(["-d", spool.path, "a@x"]), 0)
    assert len(spool.files()) == 1


def fifty_at_once(spool):
    """50 hooks at once store 50 mails"""
    processes = []
    for i in range(50):
        process = subprocess.Popen([HOOK, "-d", spool.path, f"r{i}@x"], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdin.write(MAIL[:50000])  # fits the pipe: all are alive at the same time
        processes.append(process)
    for process in processes:
        process.stdin.close()
    for process in processes:
        assert process.wait(60) == 0
        process.stderr.close()
    assert [message_of(path) for path in spool.files()] == [MAIL[:50000]] * 50
    assert spool.files("tmp") == []
    assert {read(path).split(b"\n")[0] for path in spool.files()} == {b"Delivered-To: r%d@x" % i for i in range(50)}


def links_libc_only(_spool):
    """the hook links libc and nothing else"""
    listing = subprocess.run(["ldd", PLAIN], capture_output=True, text=True, check=True).stdout
    libraries = {line.split()[0].split("/")[-1] for line in listing.splitlines()}
    assert {re.sub(r"\.so.*", "", name) for name in libraries} <= {"linux-vdso", "libc", "ld-linux-x86-64", "ld-linux-aarch64"}, \
        listing


def inherited_descriptors_and_umask(spool):
    """inherited descriptors, umask and environment do not matter"""
    for mask in (0, 0o777):
        process = start_and_wait(spool, preexec_fn=lambda: os.umask(mask))
        process.communicate(timeout=10)
        assert process.returncode == 0
    assert [stat.S_IMODE(os.stat(path).st_mode) for path in spool.files()] == [0o600, 0o600]
    reader, writer = os.pipe()
    os.set_inheritable(writer, True)
    process = start_and_wait(spool, close_fds=False,
                             env={"TZ": ":/dev/zero", "POSIXLY_CORRECT": "1", "HOME": "/nowhere"})
    os.close(writer)
    fcntl.fcntl(reader, fcntl.F_SETFL, os.O_NONBLOCK)
    try:
        assert os.read(reader, 1) == b"", "not the end of the pipe"
    except BlockingIOError:
        raise AssertionError("the hook keeps a descriptor that it inherited") from None
    os.close(reader)
    process.communicate(timeout=10)
    assert process.returncode == 0


def owners_are_checked(spool):
    """a spool of another user is refused unless shared with a group, and then its files are for that group (root only)"""
    if os.geteuid() != 0:
        raise Skip("needs root for chown")
    paths = [spool.path] + [os.path.join(spool.path, sub) for sub in ("tmp", "new", "cur")]
    os.chmod(os.path.dirname(spool.path), 0o755)
    program = os.path.join(os.path.dirname(spool.path), "hook")  # BUILD may not be readable for others
    shutil.copy(PLAIN, program)
    for path in paths:
        os.chown(path, 4242, 4243)
    expect(run(["-d", spool.path, "a@x"]), LATER, "belongs to user 4242")  # root's file could not be read there
    expect(run(["-d", spool.path, "a@x"], hook=program, user=4242, group=1, extra_groups=[]), 0)
    status = os.stat(spool.files()[0])
    assert (status.st_uid, stat.S_IMODE(status.st_mode)) == (4242, 0o600)
    spool.clear()
    for path in paths:
        os.chmod(path, 0o2770)
    expect(run(["-d", spool.path, "a@x"], hook=program, user=4244, group=1, extra_groups=[4243]), 0)
    status = os.stat(spool.files()[0])
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (4244, 4243, 0o640)
    spool.clear()
    expect(run(["-d", spool.path, "a@x"], hook=program, user=4244, group=1, extra_groups=[]), LATER, "Permission denied")


def in_namespace(spool, part):
    """Runs one of the functions below as root of a mount namespace of its own."""
    if os.geteuid() != 0:
        raise Skip("needs root for mount")
    command = ["unshare", "--mount", "--propagation", "private", sys.executable, os.path.abspath(__file__), part, spool.path]
    probe = subprocess.run(command[:4] + ["mount", "-t", "tmpfs", "none", spool.path], capture_output=True, text=True)
    if probe.returncode != 0:
        raise Skip("mount is not allowed here: " + probe.stderr.strip())
    result = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stdout + result.stderr


def full_disk_inside(path):
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4M", "none", path], check=True)
    spool = Spool(os.path.join(path, "spool"))
    mail = MAIL[:1000] * 700
    for hook in (HOOK, PLAIN):
        stored = 0
        while stored < 10:
            result = run(["-d", spool.path, "a@x"], mail, hook=hook)
            if result[0] != 0:
                break
            stored += 1
        # 5 % of 4 MB stay free: 5 mails of 0.7 MB fit, the sixth would not.
        assert stored == 5, stored
        expect(result, LATER)
        assert spool.files("tmp") == []
        assert [message_of(name) for name in spool.files()] == [mail] * stored
        os.unlink(spool.files()[0])
        expect(run(["-d", spool.path, "a@x"], mail, hook=hook), 0)
        # Space for the mail, but not for the reserve: refused before and after the writing.
        expect(run(["-d", spool.path, "a@x"], b"x" * 550000, hook=hook), LATER, "in reserve")
        with open(os.path.join(path, "filler"), "wb") as filler:
            filler.write(b"x" * 520000)
        expect(run(["-d", spool.path, "a@x"], b"x", hook=hook), LATER, "in reserve")
        log = os.path.join("/dev/shm", f"gistwire-{os.getpid()}")
        expect(run(["-d", spool.path, "a@x"], b"x", hook=PLAIN, env={
            "LD_PRELOAD": SHIM, "FAULT_AT": "0", "FAULT_ACTION": "0", "FAULT_LOG": log}), LATER, "in reserve")
        assert "create" not in {name for name, _, _ in calls_of(log)}, "a file was begun on a full disk"
        os.unlink(log)
        os.unlink(filler.name)
        expect(run(["-d", spool.path, "a@x"], b"x", hook=hook), 0)
        spool.clear()


def full_disk(spool):
    """on a full disk mails wait with exit 75, never half stored, and arrive when there is space (4 MB tmpfs, root only)"""
    in_namespace(spool, "full_disk_inside")


def syslog_inside(path):
    subprocess.run(["mount", "-t", "tmpfs", "none", "/dev"], check=True)
    os.mknod("/dev/null", 0o666 | stat.S_IFCHR, os.makedev(1, 3))
    log = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    log.bind("/dev/log")
    log.settimeout(5)
    spool = Spool(os.path.join(path, "spool"))

    def lines():
        found = []
        log.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            while True:
                found.append(log.recv(4096))
        return found

    expect(run(["-d", spool.path, "-m", "9", "-f", "news\n@x", "a\x01@x", "b@x"]), TOO_BIG)
    (line,) = lines()
    assert line.startswith(b"<20>"), line  # mail.warning
    assert b"gistwire-deliver[" in line and line.endswith(
        b"the message is larger than 9 bytes, from=<news?@x>, to=<a?@x> and others"), line
    expect(run(["-d", spool.path, "a@x"], b""), LATER)
    (line,) = lines()
    assert line.startswith(b"<19>") and b"empty" in line, line  # mail.err
    expect(run(["-d", spool.path, "a@x"]), 0)
    assert lines() == []


def refusals_are_logged(spool):
    """a refused mail is one line in syslog with sender and recipient, a stored one none (root only)"""
    in_namespace(spool, "syslog_inside")


def calls_of(log):
    """[(name, object, outcome)] of the shim's log."""
    if not os.path.exists(log):
        return []
    with open(log, encoding="ascii") as file:
        fields = [line.split() for line in file]
    return [(f[1], f[2], f[3] if len(f) > 3 else "") for f in fields]


def should_succeed(action, call):
    """Whether the mail is stored although this one call went wrong so."""
    name, kind, _ = call
    return (action == "short" or name == "unlink" or (name, kind) == ("close", "folder")
            or (action == "lie" and (name, kind) != ("write", "file"))
            or (action == str(errno.EINTR) and name in ("read", "write")))


def check_faulty_run(spool, code, calls, mail_in_new):
    done = [(name, kind) for name, kind, outcome in calls if outcome == ""]
    linked = any(name == "link" and outcome != "failed" for name, _, outcome in calls)
    if code == 0:
        assert mail_in_new == 1
        order = [done.index(call) for call in (("fsync", "file"), ("link", "-"), ("fsync", "folder"))]
        assert order == sorted(order), f"wrong order {done}"
    else:
        assert mail_in_new <= (1 if linked else 0), "a mail was refused and kept"
        assert code == -signal.SIGKILL or spool.files("tmp") == [] or ("unlink", "-", "hit") in calls \
            or calls[-1][2] == "hit", f"left in tmp {calls}"


def one_fault(spool, data, action, k, log):
    """One run with the k-th call going wrong and one without. False when there was no k-th call."""
    spool.clear()
    with contextlib.suppress(FileNotFoundError):
        os.unlink(log)
    with open(data, "rb") as mail:
        result = subprocess.run([PLAIN, "-d", spool.path, "-f", "s@x", "a@x"], stdin=mail, capture_output=True, timeout=60,
                                env={"LD_PRELOAD": SHIM, "FAULT_AT": str(k), "FAULT_ACTION": action, "FAULT_LOG": log})
    calls = calls_of(log)
    stored = spool.files()
    killed = action.startswith("kill") and len(calls) >= k
    assert result.stdout == b"", result.stdout
    assert result.returncode in ((-signal.SIGKILL,) if killed else (0, LATER)), f"exit {result.returncode}"
    assert all(message_of(path) == MAIL for path in stored), "half a mail in new/"
    if len(calls) >= k and (action.isdigit() or action in ("short", "lie")):
        wanted = 0 if should_succeed(action, calls[k - 1]) else LATER
        assert result.returncode == wanted, f"exit {result.returncode} instead of {wanted}"
    check_faulty_run(spool, result.returncode, calls, len(stored))
    expect(run(["-d", spool.path, "-f", "s@x", "a@x"], hook=PLAIN), 0)
    assert len(spool.files()) == len(stored) + 1 and all(message_of(path) == MAIL for path in spool.files())
    return len(calls) >= k


def every_call_may_fail(spool):
    """whichever system call fails, falls short or is the last, a mail is stored exactly when the exit code is 0"""
    if not os.path.exists(SHIM):
        raise AssertionError(f"{SHIM} is missing: make check builds it")
    data, log = spool.path + ".mail", spool.path + ".log"
    with open(data, "wb") as file:
        file.write(MAIL)
    codes = [errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EINTR]
    actions = [str(code) for code in codes] + [f"all-{code}" for code in (errno.EIO, errno.ENOSPC)]
    runs = 0
    for action in actions + ["short", "lie", "kill-before", "kill-after"]:
        k = 1
        try:
            while one_fault(spool, data, action, k, log):
                k += 1
        except AssertionError as problem:
            raise AssertionError(f"{action} at call {k}: {problem}; {calls_of(log)}") from None
        assert k > 20, f"only {k} calls were seen: the shim does not work"
        runs += k
    print(f"# {runs} runs with a fault")


TESTS = [
    stores_the_exact_bytes, addresses_make_no_lines, wrong_usage_means_later, tells_about_itself, size_limit_is_65,
    empty_mail_means_later, too_many_recipients_mean_later, closed_descriptors_do_no_harm, nobody_listening_changes_nothing,
    signals_mean_later, limits_mean_later, broken_spools_mean_later, fifty_at_once, links_libc_only,
    inherited_descriptors_and_umask, owners_are_checked, full_disk, refusals_are_logged, every_call_may_fail,
]


def main():
    failed = 0
    for path in (HOOK, PLAIN, SHIM):
        if not os.path.exists(path):
            print(f"not ok - {path} is there (make check builds it)")
            return 1
    for test in TESTS:
        with tempfile.TemporaryDirectory(prefix="gistwire-e2e-") as folder:
            try:
                test(Spool(os.path.join(folder, "spool")))
                print("ok -", test.__doc__, flush=True)
            except Skip as reason:
                print(f"skip - {test.__doc__}: {reason}", flush=True)
            except (AssertionError, OSError, ValueError, subprocess.SubprocessError) as problem:
                failed += 1
                print(f"not ok - {test.__doc__}\n# {type(problem).__name__}: {problem}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) == 3:  # a part that runs in a namespace of its own
        {"full_disk_inside": full_disk_inside, "syslog_inside": syslog_inside}[sys.argv[1]](sys.argv[2])
    else:
        sys.exit(main())
