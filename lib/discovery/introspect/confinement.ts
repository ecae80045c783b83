import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { delimiter, isAbsolute, join, resolve } from "node:path";

/** A command as it is really started, and the hard limit that marks it and all it starts; null where there is none. */
export type Confined = { command: string; args: string[]; markBytes: number | null };

/**
 * Puts what this system allows, without rights of its own, between a command and the rest of the account:
 * - namespaces of its own for users, processes and /proc: it sees no process of ours, and all it starts ends with it;
 * - or, where only that is allowed, for users: the kernel then refuses it the environment and memory of others;
 * - a hard limit that every descendant inherits and none may raise, by which those are found that left the group.
 * Containers often forbid namespaces and other systems have none of it; the command then runs as it is.
 * @throws the error that starting it would give when there is no such command
 */
export async function confine(
  command: string,
  args: string[],
  place: { searchPath: string; cwd: string },
): Promise<Confined> {
  if (process.platform !== "linux") return { command, args, markBytes: null };
  // Looked for here, because of a wrapper that does not find it only a status would be left.
  const found = await findCommand(command, place);
  means ??= findMeans();
  const { namespaces, canMark } = await means;
  const markBytes = canMark ? MARK_BYTES_MIN + Math.floor(Math.random() * MARKS) : null;
  const words = [
    ...(markBytes === null ? [] : [PRLIMIT, `--msgqueue=${markBytes}:${markBytes}`, "--"]),
    ...namespaces,
    found,
    ...args,
  ];
  const [first = found, ...rest] = words;
  return { command: first, args: rest, markBytes };
}

// No server uses POSIX message queues, whose limit is 819,200 bytes everywhere.
const MARK_BYTES_MIN = 700_000;
const MARKS = 100_000;

const PRLIMIT = "/usr/bin/prlimit";
const USERS = ["/usr/bin/unshare", "--user", "--map-current-user"];
// The shell is the namespace's first process: the server itself would not be ended by SIGTERM in that place.
const FIRST = ["/bin/sh", "-c", 'unset PWD; "$@"; exit "$?"', "sh"];
const PROCESSES = [...USERS, "--pid", "--fork", "--kill-child", "--mount-proc", "--", ...FIRST];

type Means = { namespaces: string[]; canMark: boolean };
let means: Promise<Means> | undefined;

async function findMeans(): Promise<Means> {
  const canMark = await works([PRLIMIT, `--msgqueue=${MARK_BYTES_MIN + MARKS}`, "--"]);
  if (await works(PROCESSES)) return { namespaces: PROCESSES, canMark };
  return { namespaces: (await works([...USERS, "--"])) ? [...USERS, "--"] : [], canMark };
}

function works([command = "", ...args]: string[]): Promise<boolean> {
  const options = { env: {} as NodeJS.ProcessEnv, timeout: PROBE_MS };
  return new Promise((done) =>
    execFile(command, [...args, "/bin/true"], options, (error) => done(error === null)),
  );
}

const PROBE_MS = 5_000;

async function findCommand(command: string, { searchPath, cwd }: { searchPath: string; cwd: string }) {
  const places = command.includes("/")
    ? [isAbsolute(command) ? command : resolve(cwd, command)]
    : searchPath.split(delimiter).map((folder) => join(resolve(cwd, folder), command));
  let refusal: unknown;
  for (const place of places) {
    try {
      await access(place, constants.X_OK);
      return place;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "EACCES") refusal ??= error;
    }
  }
  throw refusal ?? Object.assign(new Error("not found"), { code: "ENOENT" });
}
