import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Decider } from "#lib/decisions/decider.ts";
import type { Snapshots } from "#lib/decisions/snapshots.ts";
import type { Tenant } from "#lib/decisions/tenant.ts";
import { log } from "#lib/kernel/log.ts";
import { withRequestId } from "#lib/kernel/request-context.ts";
import { answerMany, answerOne, malformed, type Reply, unavailable } from "./answer-questions.ts";
import { type Bearer, BearerKeys } from "./bearer-keys.ts";
import { createMetrics, type Gauge } from "./metrics.ts";
import { readJson } from "./read-json.ts";
import { requestIdOf, send, sendMethodNotAllowed, sendText } from "./send.ts";

export interface DecisionsServerSettings {
  snapshots: Snapshots;
  decider: Decider;
  /** The URL people open; the metadata says that decisions are found below it. */
  publicUrl: string;
  /** True when the database answers. */
  isReady: () => Promise<boolean>;
  /** Milliseconds after which the answer is no. */
  timeoutMs: number;
  gauges: () => readonly Gauge[];
}

/** OpenID AuthZEN Authorization API 1.0 over node:http. Any failure inside is a no, with a reason. */
export function createDecisionsServer(settings: DecisionsServerSettings): Server {
  const { snapshots, decider, timeoutMs } = settings;
  const publicUrl = settings.publicUrl.replace(/\/+$/, "");
  const metrics = createMetrics(settings.gauges);
  const bearers = new BearerKeys();
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000, keepAliveTimeout: 30_000 });
  server.maxConnections = 2_000;
  server.on("request", (request, response) => {
    const answering = ANSWERING[request.url ?? ""] ?? ANSWERING[request.url?.split("?")[0] ?? ""];
    if (answering !== undefined && request.method === "POST") {
      decide(request, response, answering);
      return;
    }
    const requestId = requestIdOf(request);
    respond(request, response, requestId, answering !== undefined).catch((error: unknown) => {
      log.error({ err: error, requestId }, "a request failed");
      if (!response.headersSent) send(response, requestId, unavailable());
      else response.destroy();
    });
  });
  return server;

  function decide(request: IncomingMessage, response: ServerResponse, answering: Answering): void {
    const startedAt = performance.now();
    const requestId = requestIdOf(request);
    const finish = (reply: Reply) => {
      for (const { decision, reason } of reply.answers) metrics.decided(decision, reason.code);
      metrics.finished(reply.status, (performance.now() - startedAt) / 1_000);
      send(response, requestId, reply);
    };
    const header = request.headers.authorization;
    const bearer = bearers.read(header);
    if (bearer === null) {
      finish(UNAUTHENTICATED);
      return;
    }
    readJson(request, (body) => {
      if (!body.ok) return finish({ ...malformed(body.words), status: body.status });
      const asked = { answering, body: body.value, header, bearer, requestId };
      const tenant = snapshots.find(bearer.key);
      if (tenant?.token(bearer.key) !== undefined) return finish(safely(tenant, asked));
      bearers.note(header, bearer, false);
      void withRequestId(requestId, () => locate(bearer)).then((found) => {
        if (found === "unavailable") return finish(unavailable());
        finish(found === null ? UNAUTHENTICATED : safely(found, asked));
      });
    });
  }

  /** Rule 4: an error is a no. */
  function safely(tenant: Tenant, { answering, body, header, bearer, requestId }: Asked): Reply {
    try {
      const standing = decider.standing(tenant, bearer.key);
      bearers.note(header, bearer, standing === "good");
      if (standing === "unauthenticated") return UNAUTHENTICATED;
      if (standing === "forbidden") return FORBIDDEN;
      return answering(body, { answer: (question) => decider.answer(tenant, question), publicUrl });
    } catch (error) {
      log.error({ err: error, requestId }, "a decision could not be made, so it is no");
      return unavailable();
    }
  }

  /** Reads the organization of a token not seen before; only the first question of an organization waits for this. */
  async function locate({ key, secret }: Bearer): Promise<Tenant | null | "unavailable"> {
    try {
      return await withinTime<Tenant | null | "unavailable">(
        snapshots.locate(key, secret),
        timeoutMs,
        () => "unavailable",
      );
    } catch (error) {
      log.warn({ err: error }, "a token could not be looked up, so the answer is no");
      return "unavailable";
    }
  }

  async function respond(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
    isQuestion: boolean,
  ): Promise<void> {
    const path = request.url?.split("?")[0] ?? "/";
    if (isQuestion) return sendMethodNotAllowed(response, requestId, "POST");
    if (request.method !== "GET" && request.method !== "HEAD") {
      return sendMethodNotAllowed(response, requestId, "GET");
    }
    if (path === "/metrics") return sendText(response, requestId, metrics.text());
    const ok = (body: unknown): Reply => ({ status: 200, body, answers: [] });
    if (path === "/healthz") return send(response, requestId, ok({ ok: true }));
    if (path === "/.well-known/authzen-configuration") {
      return send(response, requestId, ok(metadata(publicUrl)));
    }
    if (path === "/readyz") {
      const database = await withinTime(settings.isReady(), timeoutMs, () => false).catch(() => false);
      const isReady = database && snapshots.isFollowing;
      const body = { ok: isReady, database, following: snapshots.isFollowing, behind: snapshots.behind };
      return send(response, requestId, { status: isReady ? 200 : 503, body, answers: [] });
    }
    const body = { error: { code: "not_found", words: "There is nothing here." } };
    send(response, requestId, { status: 404, body, answers: [] });
  }
}

type Answering = typeof answerOne;

/** A request whose body was read. */
interface Asked {
  answering: Answering;
  body: unknown;
  header: string | undefined;
  bearer: Bearer;
  requestId: string;
}

const ANSWERING: Record<string, Answering | undefined> = Object.assign(Object.create(null), {
  "/access/v1/evaluation": answerOne,
  "/access/v1/evaluations": answerMany,
});

/** Policy decision point metadata (AuthZEN section 9). */
function metadata(base: string) {
  return {
    policy_decision_point: base,
    access_evaluation_endpoint: `${base}/access/v1/evaluation`,
    access_evaluations_endpoint: `${base}/access/v1/evaluations`,
  };
}

const UNAUTHENTICATED: Reply = {
  status: 401,
  body: {
    error: { code: "unauthenticated", words: "Send a service token with the scope decisions:evaluate." },
  },
  answers: [],
};

const FORBIDDEN: Reply = {
  status: 403,
  body: { error: { code: "forbidden", words: "The token lacks the scope decisions:evaluate." } },
  answers: [],
};

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
