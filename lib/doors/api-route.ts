import type { ZodType, z } from "zod";
import type { Actor } from "../kernel/actor.ts";
import { AppError } from "../kernel/app-error.ts";
import {
  type ApiDeclaration,
  type ApiOptions,
  type Entrance,
  type InputShape,
  inputShape,
  keepsAnswer,
} from "./api-declaration.ts";
import { assertStillThat, versionAsked, versionTag } from "./if-match.ts";
import { isRead, type RouteCall, type RouteHandler, route } from "./route.ts";

export type ApiRoute = RouteHandler & { readonly declaration: ApiDeclaration };

type ApiCall<S extends ZodType> = RouteCall & {
  /** From the query string or the body, and the path. Nothing is judged yet: the command or query behind does that. */
  input: z.input<S>;
};

type Runs<S extends ZodType> = Entrance<S> & ((actor: Actor, input: z.input<S>) => Promise<unknown>);

/**
 * A route of the REST interface. It is declared by the command or query that it runs, whose schema says what the query
 * string or the body may hold: the document of the interface is made of these declarations, so it cannot be behind.
 * Where there is more to do than to run it, `work` does it.
 */
export function apiRoute<S extends ZodType>(runs: Runs<S>, options: ApiOptions): ApiRoute;
export function apiRoute<S extends ZodType>(
  entrance: Entrance<S>,
  options: ApiOptions,
  work: (call: ApiCall<S>) => Promise<unknown>,
): ApiRoute;
export function apiRoute<S extends ZodType>(
  entrance: Entrance<S> | Runs<S>,
  options: ApiOptions,
  work: (call: ApiCall<S>) => Promise<unknown> = ({ actor, input }) => (entrance as Runs<S>)(actor, input), // the first overload
): ApiRoute {
  let known: InputShape | undefined;
  const handler = route(
    async (call) => {
      known ??= inputShape(entrance.input);
      const input = readInput(call, known, options.path);
      // The schema inside is the judge. A command that has nothing to say answers an empty thing.
      const run = async () => (await work({ ...call, input: input as z.input<S> })) ?? {};
      if (isRead(call.request)) return withVersion(await run());
      return call.request.headers.has("if-match") ? assertStillThat(run) : run();
    },
    {
      ...(options.status === undefined ? {} : { status: options.status }),
      ...(options.bodyBytesMax === undefined ? {} : { bodyBytesMax: options.bodyBytesMax }),
      isIdempotent: keepsAnswer(options),
    },
  );
  return Object.assign(handler, { declaration: { ...options, entrance } });
}

function readInput(
  { request, params, search, body }: RouteCall,
  { fields, lists }: InputShape,
  path: Readonly<Record<string, string>> = {},
): unknown {
  if (body !== undefined && (typeof body !== "object" || body === null || Array.isArray(body))) return body;
  const input: Record<string, unknown> = body === undefined ? fromSearch(search, lists) : { ...body };
  const version = versionAsked(request);
  if (version !== null && !isRead(request)) {
    if (!("version" in fields))
      throw new AppError("invalid", "What this changes has no version: leave out If-Match.");
    if (input.version !== undefined && input.version !== version) {
      throw new AppError("invalid", "The If-Match header and the body name different versions.");
    }
    input.version = version;
  }
  // Last: it is the path that says what it is about, whatever else came.
  for (const [name, value] of Object.entries(params)) {
    const field = path[name] ?? name;
    if (field in fields) input[field] = value;
  }
  return input;
}

/** A query string as an input: a field that holds several values takes all of its name, others the last. */
function fromSearch(search: URLSearchParams, lists: readonly string[]): Record<string, unknown> {
  const input: Record<string, unknown> = Object.fromEntries(search);
  for (const name of lists) {
    if (search.has(name)) input[name] = search.getAll(name);
  }
  return input;
}

/** What has a version is answered with it as its `ETag`, to be sent back as `If-Match`. */
function withVersion(answer: unknown): unknown {
  const tag = versionTag(answer);
  if (tag === null) return answer;
  return Response.json(answer, { headers: { "cache-control": "no-store", etag: tag } });
}
