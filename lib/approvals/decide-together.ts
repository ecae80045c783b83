import type { Environment, Impact, RequestCause, RequestState } from "#lib/kernel/generated/enums.ts";

/** What deciding on several requests with one reason depends on. */
export interface TogetherFacts {
  state: RequestState;
  kind: string;
  cause: RequestCause;
  impact: Impact;
  environment: Environment;
  policy: { version: string; ruleIds: readonly string[] };
  /** The stage that waits; null when none does. */
  stage: { position: number; name: string; needsStepUp: boolean } | null;
}

/** Kinds whose every effect is the impact that they name; whatever is added later is looked at alone. */
const PLAIN_KINDS: readonly string[] = ["enable_tools", "give_access"];

/** Why this request is looked at by itself, or null where it may be decided together with others like it. */
export function aloneReason(request: TogetherFacts): string | null {
  const { state, kind, cause, impact, environment, stage } = request;
  if (state !== "pending" || stage === null) return "It no longer waits for a decision.";
  if (!PLAIN_KINDS.includes(kind)) return "Requests of this kind are decided one by one.";
  if (cause !== "asked") return "It is asked again after a change: look at the difference.";
  if (impact !== "reads") return "It does more than read, so it is decided by itself.";
  if (environment === "production") return "It is for production, so it is decided by itself.";
  if (stage.needsStepUp) return "This stage wants a fresh sign-in, so it is decided by itself.";
  return null;
}

/** Equal for requests that take the same path and stand in the same stage of it. */
export function pathOf({ policy, stage }: TogetherFacts): string {
  return JSON.stringify([policy.version, policy.ruleIds, stage?.position, stage?.name]);
}

/** Why these are not decided together, or null. */
export function togetherProblem(
  requests: readonly { aloneReason: string | null; pathKey: string }[],
): string | null {
  const alone = requests.find(({ aloneReason: reason }) => reason !== null);
  if (alone !== undefined) return alone.aloneReason;
  return new Set(requests.map(({ pathKey }) => pathKey)).size > 1
    ? "These take different paths. Choose those that wait in the same stage of the same rule."
    : null;
}
