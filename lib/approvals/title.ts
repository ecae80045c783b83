import type { Environment } from "#lib/kernel/generated/enums.ts";

interface Asked {
  toolNames: readonly string[];
  consumerNames: readonly string[];
  serverName: string;
  environment: Environment;
}

/** What is asked, in one sentence: "Enable refund_payment on Ticket desk, in production, for 30 days". */
export function requestTitle({ durationDays, ...asked }: Asked & { durationDays: number }): string {
  return `${whatIsAsked(asked)}, for ${counted(durationDays, "day")}`;
}

/** The same for what is had at once: "Break glass: enable refund_payment on Ticket desk, in production, for 4 hours". */
export function glassTitle({ hours, ...asked }: Asked & { hours: number }): string {
  const what = whatIsAsked(asked);
  return `Break glass: ${what.charAt(0).toLowerCase()}${what.slice(1)}, for ${counted(hours, "hour")}`;
}

function whatIsAsked({ toolNames, consumerNames, serverName, environment }: Asked): string {
  const consumers = listed(consumerNames);
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
