import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";

const REQUEST_ID = /^[\w-]{8,80}$/;

/**
 * Puts the security headers and the request id on every answer. Decides nothing about who may do what: that happens
 * where the data is.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const given = request.headers.get("x-request-id");
  const requestId = given !== null && REQUEST_ID.test(given) ? given : crypto.randomUUID();

  const decisions = decisionsUrl(request);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-request-id", requestId);
  headers.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
  headers.set("content-security-policy", policy);

  const response =
    decisions === null
      ? NextResponse.next({ request: { headers } })
      : NextResponse.rewrite(decisions, { request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", requestId);
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("x-frame-options", "DENY");
  response.headers.set("referrer-policy", "same-origin");
  response.headers.set("cross-origin-opener-policy", "same-origin");
  response.headers.set("permissions-policy", "camera=(), microphone=(), geolocation=()");
  if (request.nextUrl.protocol === "https:") {
    response.headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  }
  return response;
}

/** Decisions are answered by a process of their own; under the main URL they are passed on to it. */
function decisionsUrl({ nextUrl }: NextRequest): URL | null {
  const { pathname, search } = nextUrl;
  if (!pathname.startsWith("/access/v1/") && pathname !== "/.well-known/authzen-configuration") return null;
  const origin = process.env.DECISIONS_URL ?? `http://127.0.0.1:${process.env.DECISIONS_PORT ?? 3001}`;
  return new URL(pathname + search, origin);
}

/** Scripts only with this request's nonce; nothing from elsewhere. Style attributes are what the primitives position with. */
function contentSecurityPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export const config = {
  matcher: ["/((?!_next/static|_next/image|favicon.ico|icon.svg).*)"],
};
