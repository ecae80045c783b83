export type OutgoingCode =
  | "address_refused"
  | "timeout"
  | "too_large"
  | "too_many_redirects"
  | "unsupported_scheme"
  | "unreachable";

/** Why a request to a user-supplied URL was not answered. The message is for people and holds no credentials. */
export class OutgoingError extends Error {
  readonly code: OutgoingCode;

  constructor(code: OutgoingCode, publicMessage: string, options?: ErrorOptions) {
    super(publicMessage, options);
    this.name = "OutgoingError";
    this.code = code;
  }
}

/** The OutgoingError in a chain of causes, such as inside fetch's "fetch failed"; undefined when there is none. */
export function outgoingErrorIn(error: unknown): OutgoingError | undefined {
  let part: unknown = error;
  for (let depth = 0; depth < 8 && part instanceof Error; depth += 1) {
    if (part instanceof OutgoingError) return part;
    part = part.cause;
  }
  return undefined;
}
