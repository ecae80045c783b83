import type { IncomingMessage, ServerResponse } from "node:http";
import Provider, { errors } from "oidc-provider";
import { choosePage } from "./choose-page.ts";
import { type ProviderOptions, providerConfiguration } from "./configuration.ts";
import { pageHeaders, shell } from "./shell.ts";

const BODY_LIMIT_BYTES = 4_096;

/** The provider's own endpoints, and the page on which one chooses who to be. */
export function createHandler(options: ProviderOptions) {
  const provider = new Provider(options.issuer, providerConfiguration(options));
  const endpoints = provider.callback();
  const headers = pageHeaders(options.redirectUris);

  return async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const uid = /^\/choose\/([\w-]+)$/.exec(request.url ?? "")?.[1];
    if (uid === undefined) return endpoints(request, response);
    try {
      if (request.method === "POST") await choose(request, response);
      else await show(uid, request, response);
    } catch (error) {
      answerError(response, error);
    }
  };

  /** The interaction is found by a signed cookie bound to this path, so a foreign page cannot stand in for it. */
  async function show(uid: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { params } = await provider.interactionDetails(request, response);
    const hint = typeof params.login_hint === "string" ? params.login_hint : undefined;
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(choosePage(uid, options.people, hint));
  }

  async function choose(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isFromOurPage(request, options.issuer))
      throw new Refused("This form was not sent from its own page.");
    await provider.interactionDetails(request, response);
    const id = new URLSearchParams(await readBody(request)).get("person");
    const person = options.people.find((it) => it.id === id);
    if (person === undefined) throw new Refused("There is no such person.");
    const login = { accountId: person.id, remember: false };
    await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
  }
}

class Refused extends Error {}

function isFromOurPage({ headers }: IncomingMessage, issuer: string): boolean {
  if (headers["sec-fetch-site"] !== undefined) return headers["sec-fetch-site"] === "same-origin";
  return headers.origin === issuer;
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) {
    text += chunk;
    if (text.length > BODY_LIMIT_BYTES) throw new Refused("The form is too long.");
  }
  return text;
}

function answerError(response: ServerResponse, error: unknown): void {
  const [status, words] = explain(error);
  if (status === 500) console.error(error);
  response.statusCode = status;
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.end(shell("Sign-in did not work", `<p>${words}</p><p>Go back to Steward and sign in again.</p>`));
}

function explain(error: unknown): [status: number, words: string] {
  if (error instanceof Refused) return [400, error.message];
  if (error instanceof errors.SessionNotFound)
    return [400, "This sign-in has expired or was started elsewhere."];
  return [500, "The local identity provider has a fault; its log says more."];
}
