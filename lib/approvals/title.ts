import type { Environment } from "#lib/kernel/generated/enums.ts";

interface Asked {
  toolNames: readonly string[];
  consumerNames: readonly string[];
  serverName: string;
  environment: Environment;
  durationDays: number;
}

/** What is asked, in one sentence: "Enable refund_payment on Ticket desk, in production, for 30 days". */
export function requestTitle({
  toolNames,
  consumerNames,
  serverName,
  environment,
  durationDays,
}: Asked): string {
  const consumers = listed(consumerNames);
  const what =
    toolNames.length === 0
      ? `Let ${consumers} use ${serverName}`
      : `Enable ${listed(toolNames)} on ${serverName}${consumers === "" ? "" : ` for ${consumers}`}`;
  return `${what}, in ${environment}, for ${durationDays} ${durationDays === 1 ? "day" : "days"}`;
}

function listed(names: readonly string[]): string {
  const [first = "", second, ...rest] = names;
  if (second === undefined) return first;
  return rest.length === 0 ? `${first} and ${second}` : `${first} and ${rest.length + 1} more`;
}
