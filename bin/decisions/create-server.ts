import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { authenticateToken } from "#lib/identity/authenticate.ts";
import { AppError } from "#lib/kernel/app-error.ts";
import { newId } from "#lib/kernel/id.ts";
import { log } from "#lib/kernel/log.ts";
import { withRequestId } from "#lib/kernel/request-context.ts";
import { answerMany, answerOne, malformed, type Reply, unavailable } from "./answer-questions.ts";
import { createMetrics } from "./metrics.ts";
import { readJson } from "./read-json.ts";

export interface DecisionsServerSettings {
  /** The URL people open; the metadata says that decisions are found below it. */
  publicUrl: string;
  /** True when the database answers. */
  isReady: () => Promise<boolean>;
  /** Milliseconds after which the answer is no. */
  timeoutMs: number;
}

/** OpenID AuthZEN Authorization API 1.0 over node:http. Any failure inside is a no, with a reason. */
export function createDecisionsServer(settings: DecisionsServerSettings): Server {
  const metrics = createMetrics();
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000, keepAliveTimeout: 30_000 });
  server.maxConnections = 2_000;
  server.on("request", (request, response) => {
    const startedAt = process.hrtime.bigint();
    const requestId = requestIdOf(request);
    response.setHeader("X-Request-ID", requestId);
    response.setHeader("Cache-Control", "no-store");
    response.on("finish", () => {
      metrics.finished(response.statusCode, Number(process.hrtime.bigint() - startedAt) / 1e9);
    });
    void withRequestId(requestId, () => respond(request, response)).catch((error: unknown) => {
      log.error({ err: error }, "a decision request failed");
      if (!response.headersSent) send(response, unavailable());
      else response.destroy();
    });
  });
  return server;

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split("?")[0] ?? "/";
    const answering = ANSWERING[path];
    if (answering !== undefined) {
      if (request.method !== "POST") return sendMethodNotAllowed(response, "POST");
      const reply = await decideReply(request, answering, settings.timeoutMs);
      for (const { decision, reason } of reply.answers) metrics.decided(decision, reason.code);
      return send(response, reply);
    }
    if (request.method !== "GET" && request.method !== "HEAD") return sendMethodNotAllowed(response, "GET");
    if (path === "/healthz") return send(response, { status: 200, body: { ok: true }, answers: [] });
    if (path === "/readyz") {
      const ok = await withinTime(settings.isReady(), settings.timeoutMs, () => false).catch(() => false);
      return send(response, { status: ok ? 200 : 503, body: { ok, database: ok }, answers: [] });
    }
    if (path === "/metrics") return sendText(response, metrics.text());
    if (path === "/.well-known/authzen-configuration") {
      return send(response, { status: 200, body: metadata(settings.publicUrl), answers: [] });
    }
    send(response, {
      status: 404,
      body: { error: { code: "not_found", words: "There is nothing here." } },
      answers: [],
    });
  }
}

type Answering = typeof answerOne;

const ANSWERING: Record<string, Answering> = {
  "/access/v1/evaluation": answerOne,
  "/access/v1/evaluations": answerMany,
};

/** Policy decision point metadata (AuthZEN section 9). */
function metadata(publicUrl: string) {
  const base = publicUrl.replace(/\/+$/, "");
  return {
    policy_decision_point: base,
    access_evaluation_endpoint: `${base}/access/v1/evaluation`,
    access_evaluations_endpoint: `${base}/access/v1/evaluations`,
  };
}

async function decideReply(
  request: IncomingMessage,
  answering: Answering,
  timeoutMs: number,
): Promise<Reply> {
  const bearer = bearerOf(request);
  if (bearer === null) return UNAUTHENTICATED;
  const body = await readJson(request);
  if (!body.ok) return { ...malformed(body.words), status: body.status };
  const authenticate = async () => {
    const actor = await authenticateToken(bearer);
    if (actor === null) throw new AppError("unauthenticated", "The token is unknown, expired or revoked.");
    return actor;
  };
  try {
    return await withinTime(answering(body.value, authenticate), timeoutMs, unavailable);
  } catch (error) {
    return replyToError(error);
  }
}

function replyToError(error: unknown): Reply {
  if (error instanceof AppError && error.code === "unauthenticated") return UNAUTHENTICATED;
  if (error instanceof AppError && error.code === "forbidden") {
    const words = "The token lacks the scope decisions:evaluate.";
    return { status: 403, body: { error: { code: "forbidden", words } }, answers: [] };
  }
  log.error({ err: error }, "a decision could not be made, so it is no");
  return unavailable();
}

const UNAUTHENTICATED: Reply = {
  status: 401,
  body: {
    error: { code: "unauthenticated", words: "Send a service token with the scope decisions:evaluate." },
  },
  answers: [],
};

/** RFC 6750 section 2.1. */
function bearerOf(request: IncomingMessage): string | null {
  const [, token = null] = /^Bearer +([\w~+/.=-]{1,512})$/i.exec(request.headers.authorization ?? "") ?? [];
  return token;
}

/** The caller's id where it is a plain one, so that logs on both sides meet; else one of ours. */
function requestIdOf(request: IncomingMessage): string {
  const given = request.headers["x-request-id"];
  return typeof given === "string" && /^[\w.:-]{1,128}$/.test(given) ? given : newId();
}

/** Whatever comes too late is not waited for; its failure is still logged by nobody else, so it ends here. */
async function withinTime<T>(work: Promise<T>, timeoutMs: number, late: () => T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(late()), timeoutMs);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

function send(response: ServerResponse, { status, body }: Reply): void {
  if (status === 401) response.setHeader("WWW-Authenticate", "Bearer");
  // What is left of a body that was refused is not read.
  if (status === 413) response.setHeader("Connection", "close");
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}

function sendText(response: ServerResponse, text: string): void {
  response.writeHead(200, { "Content-Type": "text/plain; version=0.0.4; charset=utf-8" }).end(text);
}

function sendMethodNotAllowed(response: ServerResponse, allow: string): void {
  response.setHeader("Allow", allow);
  send(response, { status: 405, body: { error: { code: "invalid", words: `Use ${allow}.` } }, answers: [] });
}
