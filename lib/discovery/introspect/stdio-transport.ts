import type { JSONRPCMessage, Transport } from "@modelcontextprotocol/client";
import { parseJSONRPCMessage, serializeMessage } from "@modelcontextprotocol/client";
import { IntrospectionFailure, type IntrospectionLimits } from "./introspection.ts";
import { type ProcessGroup, startProcessGroup } from "./process-group.ts";

export type StdioLaunch = { command: string; args: string[]; env: Record<string, string>; cwd: string };

/**
 * The protocol over a process's standard input and output, with bounds on bytes, line length and memory. The
 * SDK's own transport has none of these and leaves grandchildren behind. The protocol itself stays the SDK's,
 * which knows a stdio transport by its `stderr` and `pid`.
 */
export class BoundedStdioTransport implements Transport {
  onclose?: (() => void) | undefined;
  onerror?: ((error: Error) => void) | undefined;
  onmessage?: Transport["onmessage"];
  readonly stderr = null;
  /** Rejects with an IntrospectionFailure when a bound is broken or the process ends by itself. */
  readonly failed: Promise<never>;
  readonly #fail: (failure: IntrospectionFailure) => void;
  readonly #launch: StdioLaunch;
  readonly #limits: IntrospectionLimits;
  #group: ProcessGroup | undefined;
  #starting: Promise<ProcessGroup> | undefined;
  #watch: NodeJS.Timeout | undefined;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #outputBytes = 0;
  #strayLines = 0;
  #stderrTail = Buffer.alloc(0);
  #isClosed = false;

  constructor(launch: StdioLaunch, limits: IntrospectionLimits) {
    this.#launch = launch;
    this.#limits = limits;
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => undefined); // always raced by the introspection; this only keeps a late one quiet
    this.failed = promise;
    this.#fail = reject;
  }

  get pid(): number | null {
    return this.#group?.child.pid ?? null;
  }

  /** The last 4 kB that the server wrote to standard error, secrets and all: scrub before use. */
  get stderrTail(): string {
    return this.#stderrTail.toString("utf8");
  }

  async start(): Promise<void> {
    const { command, args, env, cwd } = this.#launch;
    try {
      this.#starting = startProcessGroup(command, args, env, cwd);
      this.#group = await this.#starting;
    } catch (cause) {
      throw this.#end(couldNotStart(command, cause));
    }
    const { child } = this.#group;
    child.on("error", (cause) => this.#end(couldNotStart(command, cause)));
    child.on("exit", (status, signal) => this.#exited(status, signal));
    child.stdin.on("error", () => undefined); // a closed pipe shows as the exit of the process
    child.stdout.on("data", (chunk: Buffer) => this.#read(chunk));
    child.stderr.on("data", (chunk: Buffer) => {
      this.#stderrTail = Buffer.concat([this.#stderrTail, chunk]).subarray(-STDERR_KEPT_BYTES);
    });
    if (this.#isClosed) return;
    this.#watch = setInterval(() => void this.#checkMemory(), MEMORY_LOOK_MS);
  }

  async send(message: JSONRPCMessage): Promise<void> {
    const stdin = this.#group?.child.stdin;
    if (!stdin?.writable) throw new IntrospectionFailure("exited", "The server closed its input.");
    stdin.write(serializeMessage(message));
  }

  async close(): Promise<void> {
    if (!this.#isClosed) {
      this.#isClosed = true;
      clearInterval(this.#watch);
      this.onclose?.();
    }
    // A look may be over before its process has begun; that one is ended too.
    const group = await this.#starting?.catch(() => undefined);
    await group?.end();
  }

  #end(failure: IntrospectionFailure): IntrospectionFailure {
    this.#fail(failure);
    this.#group?.child.stdout.pause();
    return failure;
  }

  /** Waits for the output to be read to its end: an answer may still be in the pipe. */
  #exited(status: number | null, signal: NodeJS.Signals | null): void {
    const stdout = this.#group?.child.stdout;
    const report = () => {
      const how = signal ? `was ended by ${signal}` : `ended with status ${status}`;
      this.#end(new IntrospectionFailure("exited", `The server ${how} before it had answered.`));
    };
    // A grandchild may hold the pipe open for ever, so the wait is short.
    const timer = setTimeout(report, EXIT_DRAIN_MS);
    stdout?.once("end", () => {
      clearTimeout(timer);
      setImmediate(report);
    });
  }

  #read(chunk: Buffer): void {
    if (this.#isClosed) return;
    this.#outputBytes += chunk.byteLength;
    if (this.#outputBytes > this.#limits.maxOutputBytes) {
      this.#end(
        new IntrospectionFailure(
          "flooded",
          "The server writes without end. It was stopped; check what it prints to standard output.",
        ),
      );
      return;
    }
    let rest = chunk;
    for (let at = rest.indexOf(NEWLINE); at !== -1; at = rest.indexOf(NEWLINE)) {
      this.#pending.push(rest.subarray(0, at));
      const line = Buffer.concat(this.#pending);
      this.#pending = [];
      this.#pendingBytes = 0;
      rest = rest.subarray(at + 1);
      this.#take(line);
    }
    this.#pending.push(rest);
    this.#pendingBytes += rest.byteLength;
    if (this.#pendingBytes > this.#limits.maxLineBytes) {
      this.#end(
        new IntrospectionFailure(
          "too_large",
          "The server sent one message that is too large to read. It was stopped.",
        ),
      );
    }
  }

  /** Many servers print a greeting where only messages belong. A few such lines pass; more are no answer. */
  #take(line: Buffer): void {
    const text = line.toString("utf8").trim();
    if (text === "") return;
    try {
      this.onmessage?.(parseJSONRPCMessage(JSON.parse(text)));
    } catch (cause) {
      this.#strayLines += 1;
      this.onerror?.(cause instanceof Error ? cause : new Error(String(cause)));
      if (this.#strayLines > MAX_STRAY_LINES) {
        this.#end(
          new IntrospectionFailure(
            "bad_answer",
            "The server does not speak MCP: its output is not JSON-RPC. Check the command and its arguments.",
          ),
        );
      }
    }
  }

  async #checkMemory(): Promise<void> {
    const usedBytes = (await this.#group?.memoryBytes()) ?? 0;
    if (usedBytes <= this.#limits.maxMemoryBytes || this.#isClosed) return;
    const limitMb = Math.floor(this.#limits.maxMemoryBytes / 1_048_576);
    this.#end(
      new IntrospectionFailure(
        "too_large",
        `The server used more than ${limitMb} MB of memory. It was stopped.`,
      ),
    );
  }
}

const NEWLINE = 0x0a;
const STDERR_KEPT_BYTES = 8_192;
const MEMORY_LOOK_MS = 250;
const EXIT_DRAIN_MS = 500;
const MAX_STRAY_LINES = 50;

function couldNotStart(command: string, cause: unknown): IntrospectionFailure {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  const why =
    code === "ENOENT"
      ? `The command "${command}" was not found on this machine. Install it, or give its full path.`
      : code === "EACCES"
        ? `The command "${command}" may not be run by this account.`
        : `The command "${command}" could not be started.`;
  return new IntrospectionFailure("could_not_start", why, { cause });
}
