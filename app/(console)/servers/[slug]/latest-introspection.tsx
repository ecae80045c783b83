import { StateBadge } from "#app/state-badge.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Introspections } from "./tab-props.ts";

/** What the server said when it was last asked. */
export function LatestIntrospection(props: { introspections: Introspections; now: string }) {
  const latest = props.introspections.items[0];
  return (
    <Section title="Last introspection">
      {latest === undefined ? (
        <p className="text-ink-muted">
          Steward has not asked this server yet. Introspect it to see which tools it offers.
        </p>
      ) : (
        <Facts items={facts(latest, props.now)} />
      )}
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
            value: `${many(latest.toolCount, "tool")}, ${many(latest.resourceCount, "resource")}, ${many(latest.promptCount, "prompt")}`,
          },
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

function many(count: number | null, noun: string): string {
  return `${count ?? "no"} ${noun}${count === 1 ? "" : "s"}`;
}
