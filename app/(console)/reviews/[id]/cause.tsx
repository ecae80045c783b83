import { Callout } from "#components/ui/callout.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
import { type CampaignCause, causeWords, readCause } from "#lib/reviews/cause.ts";
import type { CampaignHead } from "./campaign.ts";

/** Why a review opened by itself, at the top of its every page; nothing for one that a person began. */
export function Cause({ campaign, now }: { campaign: Pick<CampaignHead, "cause">; now: string }) {
  const cause = readCause(campaign.cause);
  if (cause === null) return null;
  return (
    <Callout meaning="notice" title={causeWords(cause)}>
      {cause.kind === "schedule" ? (
        <TextLink href={`/reviews/schedules/${cause.scheduleId}`}>The schedule</TextLink>
      ) : (
        <Happened happened={cause.happened} servers={cause.servers} now={now} />
      )}
    </Callout>
  );
}

type EventCause = Exclude<CampaignCause, { kind: "schedule" }>;

function Happened({ happened, servers, now }: Pick<EventCause, "happened" | "servers"> & { now: string }) {
  const more = servers - happened.length;
  return (
    <p>
      Steward opened it:{" "}
      {happened.map((one, index) => (
        <span key={one.serverId}>
          {index > 0 && "; "}
          <TextLink href={`/servers/${one.slug}`}>{one.server}</TextLink>
          {one.names.length > 0 && ` (${one.names.join(", ")})`}, <Time at={one.at} now={now} />
        </span>
      ))}
      {more > 0 && ` and ${more.toLocaleString("en")} more`}.
    </p>
  );
}
