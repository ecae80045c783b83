import { authenticateSession, authenticateToken } from "../identity/authenticate.ts";
import type { Actor } from "../kernel/actor.ts";
import { AppError, type AppErrorCode } from "../kernel/app-error.ts";
import { env } from "../kernel/env.ts";
import { withRequestId } from "../kernel/request-context.ts";
import { StaleVersion } from "./if-match.ts";
import { readJsonBody } from "./json-body.ts";
import { once } from "./once.ts";
import { type Problem, toProblem } from "./problem.ts";
import { sessionCookieName } from "./session-cookie.ts";

/** HTTP status of each error code (RFC 9110). */
export const STATUS: Record<AppErrorCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  refused: 409,
  limited: 429,
  unavailable: 503,
  internal: 500,
};

export interface RouteCall {
  actor: Actor;
  request: Request;
  params: Record<string, string>;
  search: URLSearchParams;
  /** The parsed JSON body; undefined for GET and DELETE. */
  body: unknown;
}

const BODILESS: ReadonlySet<string> = new Set(["GET", "HEAD", "DELETE"]);

interface RouteOptions {
  /** Status of success. */
  status?: number;
  bodyBytesMax?: number;
  /** A write that may be sent twice: the header `Idempotency-Key` makes it run once. */
  isIdempotent?: boolean;
}

export type RouteHandler = (
  request: Request,
  /** Next gives an address without variable parts no params at all. */
  context: { params: Promise<Record<string, string> | undefined> },
) => Promise<Response>;

/**
 * Door of every REST route: finds the actor by bearer token or, from our own pages, by session cookie; reads a bounded
 * body; answers JSON, or `application/problem+json` (RFC 9457) on an error.
 */
export function route(work: (call: RouteCall) => Promise<unknown>, options: RouteOptions = {}): RouteHandler {
  return (request, context) => {
    const id = request.headers.get("x-request-id") ?? crypto.randomUUID();
    return withRequestId(id, async () => {
      try {
        const actor = await findActor(request);
        const body = BODILESS.has(request.method)
          ? undefined
          : await readJsonBody(request, options.bodyBytesMax);
        const params = (await context.params) ?? {};
        const call = { actor, request, params, search: new URL(request.url).searchParams, body };
        const { answer, isRepeated } =
          options.isIdempotent === true && !isRead(request)
            ? await once(call, () => work(call))
            : { answer: await work(call), isRepeated: false };
        if (answer instanceof Response) return answer;
        return Response.json(answer, {
          status: options.status ?? 200,
          headers: { "cache-control": "no-store", ...(isRepeated ? { "idempotency-replayed": "true" } : {}) },
        });
      } catch (error) {
        return problemResponse(toProblem(error), error instanceof StaleVersion ? 412 : undefined);
      }
    });
  };
}

export function isRead({ method }: Request): boolean {
  return method === "GET" || method === "HEAD";
}

async function findActor(request: Request): Promise<Actor> {
  const authorization = request.headers.get("authorization");
  const actor =
    authorization === null
      ? await authenticateSession(sessionCookie(request))
      : await authenticateToken(/^Bearer ([\w~+/.=-]+)$/i.exec(authorization)?.[1]);
  if (actor === null) {
    throw new AppError("unauthenticated", "Send a service token as `Authorization: Bearer`, or sign in.");
  }
  if (authorization === null) assertSameOrigin(request);
  return actor;
}

/**
 * A cookie alone must not let another site write (cross-site request forgery), nor ask for a file: an export writes to
 * the trail in the person's name, so it must be them who asked and not another site's link.
 */
function assertSameOrigin(request: Request): void {
  if (request.headers.get("sec-fetch-site") === "cross-site") throw notFromOwnPage();
  if (isRead(request)) return;
  const origin = request.headers.get("origin");
  if (origin === new URL(env().STEWARD_URL).origin) return;
  throw notFromOwnPage();
}

function notFromOwnPage(): AppError {
  return new AppError(
    "forbidden",
    "This request does not come from Steward's own pages. Open Steward and ask there.",
  );
}

function sessionCookie(request: Request): string | undefined {
  const name = sessionCookieName();
  for (const part of (request.headers.get("cookie") ?? "").split(";")) {
    const [key, ...value] = part.trim().split("=");
    if (key === name) return value.join("=");
  }
  return undefined;
}

function problemResponse(problem: Problem, status: number = STATUS[problem.code]): Response {
  return Response.json(
    {
      type: "about:blank",
      title: problem.code.replaceAll("_", " "),
      status,
      code: problem.code,
      detail: problem.message,
      requestId: problem.requestId,
      errors: Object.entries(problem.fields).map(([field, message]) => ({ field, message })),
    },
    {
      status,
      headers: {
        "content-type": "application/problem+json",
        "cache-control": "no-store",
        ...(status === 401 ? { "www-authenticate": "Bearer" } : {}),
      },
    },
  );
}
