import type { Environment, RequestKind } from "#lib/kernel/generated/enums.ts";

interface Asked {
  kind: RequestKind;
  toolNames: readonly string[];
  consumerNames: readonly string[];
  scopeNames?: readonly string[];
  serverName: string;
  environment: Environment;
}

/** What is asked, in one sentence: "Enable refund_payment on Ticket desk, in production, for 30 days". */
export function requestTitle({ durationDays, ...asked }: Asked & { durationDays: number }): string {
  const { kind, serverName, environment } = asked;
  const names = [...asked.toolNames, ...asked.consumerNames, ...(asked.scopeNames ?? [])];
  const days = counted(durationDays, "day");
  if (kind === "move_to_production") {
    const kept = names.length;
    const grants = kept === 1 ? "what is granted" : `${kept} grants`;
    return `Move ${serverName} to production${kept === 0 ? "" : `, keeping ${grants} for at most ${days}`}`;
  }
  if (kind === "extend_grants") {
    return `Extend ${listed(names)} on ${serverName}, in ${environment}, to ${days} from the approval`;
  }
  return `${whatIsAsked(asked)}, for ${days}`;
}

/** The same for what is had at once: "Break glass: enable refund_payment on Ticket desk, in production, for 4 hours". */
export function glassTitle({ hours, ...asked }: Omit<Asked, "kind"> & { hours: number }): string {
  const what = whatIsAsked(asked);
  return `Break glass: ${what.charAt(0).toLowerCase()}${what.slice(1)}, for ${counted(hours, "hour")}`;
}

function whatIsAsked(asked: Omit<Asked, "kind">): string {
  const { toolNames, consumerNames, scopeNames = [], serverName, environment } = asked;
  const consumers = listed(consumerNames);
  if (scopeNames.length > 0) return `Let ${serverName} hold ${listed(scopeNames)}, in ${environment}`;
  const what =
    toolNames.length === 0
      ? `Let ${consumers} use ${serverName}`
      : `Enable ${listed(toolNames)} on ${serverName}${consumers === "" ? "" : ` for ${consumers}`}`;
  return `${what}, in ${environment}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function listed(names: readonly string[]): string {
  const [first = "", second, ...rest] = names;
  if (second === undefined) return first;
  return rest.length === 0 ? `${first} and ${second}` : `${first} and ${rest.length + 1} more`;
}
