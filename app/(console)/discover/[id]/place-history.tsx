import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { Timeline, type TimelineEntry } from "#components/ui/timeline.tsx";
import type { CandidateView } from "#lib/discovery/candidate-view.ts";

export interface PlaceChange {
  change: "changed" | "gone" | "returned";
  changedAt: string;
  machine: string;
  client: string;
  path: string;
  declaredName: string;
  toldBy: string;
}

/** When it first showed up in each place, and what happened there since; newest first. */
export function PlaceHistory({
  candidate,
  changes,
  now,
}: {
  candidate: CandidateView;
  changes: readonly PlaceChange[];
  now: string;
}) {
  const moments = [
    ...changes.map(({ changedAt, ...place }) => ({ at: changedAt, ...place })),
    ...candidate.sightings.map(({ firstSeenAt, ...place }) => ({
      at: firstSeenAt,
      change: "first" as const,
      toldBy: null,
      ...place,
    })),
  ].sort((one, other) => other.at.localeCompare(one.at));
  const entries: TimelineEntry[] = moments.map((moment) => {
    const { at, change, machine, client, path, declaredName, toldBy } = moment;
    return {
      id: `${at} ${change} ${machine} ${client} ${path} ${declaredName}`,
      title: WORDS[change],
      time: <Time at={at} now={now} />,
      meaning: MEANING[change],
      detail: (
        <span className="break-all">
          {client}
          {machine !== "" && ` on ${machine}`}, <code>{path}</code>
          {toldBy !== null && `, told by ${toldBy}`}
        </span>
      ),
    };
  });
  return (
    <Section title="What happened">
      <Timeline label="What happened to it" entries={entries} />
    </Section>
  );
}

const WORDS = {
  first: "First seen",
  changed: "Changed there",
  gone: "No longer there",
  returned: "There again",
} as const;

const MEANING = { first: "neutral", changed: "warning", gone: "neutral", returned: "warning" } as const;
