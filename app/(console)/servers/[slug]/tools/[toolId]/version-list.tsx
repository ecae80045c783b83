import { Badge } from "#components/ui/badge.tsx";
import type { Meaning } from "#components/ui/meaning.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ToolPage } from "#lib/inventory/queries/get-tool.ts";
import { shortDigest } from "../../short-digest.ts";
import { compareHref } from "./compare-href.ts";
import type { VersionChange } from "./version-words.ts";

type Version = ToolPage["versions"][number];

const CHANGES = {
  added: { words: "First seen", meaning: "neutral" },
  cosmetic: { words: "Cosmetic change: approvals still hold", meaning: "notice" },
  material: { words: "Material change: approvals were suspended", meaning: "warning" },
  renamed: { words: "Renamed: approvals were suspended", meaning: "warning" },
  removed: { words: "No longer offered", meaning: "neutral" },
  returned: { words: "Offered again", meaning: "notice" },
} satisfies Record<VersionChange, { words: string; meaning: Meaning }>;

/** Every definition it was seen with, newest first, each a press away from what it changed. */
export function VersionList({ tool, path, now }: { tool: ToolPage; path: string; now: string }) {
  const isCut = tool.versionCount > tool.versions.length;
  return (
    <Section
      title="Versions"
      description={
        isCut
          ? `The last ${tool.versions.length} of ${tool.versionCount} definitions it was seen with.`
          : undefined
      }
      flush
    >
      <ol className="divide-y divide-line">
        {tool.versions.map((version, index) => (
          <li key={version.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
            <VersionLine version={version} now={now} isNewest={index === 0} path={path} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function VersionLine(props: { version: Version; now: string; isNewest: boolean; path: string }) {
  const { version } = props;
  const { words, meaning } = CHANGES[version.change];
  const previous = version.number - 1;
  return (
    <>
      <span className="font-strong tabular-nums">Version {version.number}</span>
      <Badge meaning={meaning}>{words}</Badge>
      <Time at={version.seenAt} now={props.now} />
      <Mono value={version.digest} shown={shortDigest(version.digest)} label="the digest" />
      {props.isNewest && <span className="text-ink-faint">as it is now</span>}
      {previous > 0 && (
        <TextLink
          href={compareHref(props.path, { from: String(previous), to: String(version.number) })}
          className="ml-auto print:hidden"
        >
          Compare with version {previous}
        </TextLink>
      )}
    </>
  );
}
