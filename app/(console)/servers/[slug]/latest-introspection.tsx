import { INTERVAL_WORDS } from "#app/introspection-words.ts";
import { StateBadge } from "#app/state-badge.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ServerPage } from "#lib/inventory/queries/get-server.ts";
import { driftWords, offerWords } from "./drift-words.ts";
import { IntervalDialog } from "./interval-dialog.tsx";
import type { Introspections } from "./tab-props.ts";

type Schedule = Introspections["schedule"];

/** What the server said when it was last asked, and when it is asked again. */
export function LatestIntrospection(props: {
  server: ServerPage;
  introspections: Introspections;
  now: string;
}) {
  const { server, introspections } = props;
  const latest = introspections.items[0];
  return (
    <Section
      title="Last introspection"
      actions={
        <>
          <IntervalDialog
            serverId={server.id}
            schedule={introspections.schedule}
            refusal={server.allowed.edit === true ? undefined : server.allowed.edit}
          />
          {latest !== undefined && (
            <LinkButton size="small" href={`/servers/${server.slug}/introspections`}>
              All introspections
            </LinkButton>
          )}
        </>
      }
    >
      {latest === undefined ? (
        <p className="text-ink-muted">
          Steward has not asked this server yet. Introspect it to see which tools it offers.
        </p>
      ) : (
        <Facts items={facts(latest, props.now)} />
      )}
      <Facts items={[nextLook(introspections.schedule, props.now)]} />
    </Section>
  );
}

function facts(latest: Introspections["items"][number], now: string) {
  const version = latest.serverVersion === null ? "" : ` ${latest.serverVersion}`;
  return [
    {
      label: "Outcome",
      value: <StateBadge of="introspection" state={latest.state} isQuiet />,
      hint: latest.errorMessage ?? undefined,
    },
    {
      label: "Asked",
      value: <Time at={latest.askedAt} now={now} />,
      hint: `By ${latest.askedByName}`,
    },
    ...(latest.state === "succeeded"
      ? [
          { label: "It calls itself", value: `${latest.serverName ?? "Nothing"}${version}` },
          {
            label: "It offers",
            value: offerWords(latest),
          },
          { label: "Against the look before", value: driftWords(latest.drift) },
          { label: "Protocol", value: latest.protocolVersion ?? "Not said" },
          ...(latest.warnings.length === 0
            ? []
            : [{ label: "What was odd", value: <Oddities words={latest.warnings} /> }]),
        ]
      : []),
  ];
}

function Oddities(props: { words: readonly string[] }) {
  return (
    <ul className="grid gap-1">
      {props.words.map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  );
}

function nextLook({ ownInterval, defaultInterval, nextAt, failureCount, heldReason }: Schedule, now: string) {
  const interval = ownInterval ?? defaultInterval;
  const tries =
    failureCount === 0 ? "" : ` It failed ${failureCount === 1 ? "once" : `${failureCount} times in a row`}.`;
  const source = ownInterval === null ? " (as the organization)" : "";
  return {
    label: "Next look",
    value: nextAt === null ? "Only when asked" : <Time at={nextAt} now={now} />,
    hint: heldReason ?? `${INTERVAL_WORDS[interval]}${source}.${tries}`,
  };
}
