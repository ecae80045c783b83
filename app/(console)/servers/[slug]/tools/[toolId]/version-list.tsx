import { Badge } from "#components/ui/badge.tsx";
import { DiffView } from "#components/ui/diff-view.tsx";
import type { Meaning } from "#components/ui/meaning.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ToolPage } from "#lib/inventory/queries/get-tool.ts";
import { shortDigest } from "../../short-digest.ts";

type Version = ToolPage["versions"][number];

const CHANGES = {
  added: { words: "First seen", meaning: "neutral" },
  cosmetic: { words: "Cosmetic change: approvals still hold", meaning: "notice" },
  material: { words: "Material change: approvals were suspended", meaning: "warning" },
  renamed: { words: "Renamed: approvals were suspended", meaning: "warning" },
  removed: { words: "No longer offered", meaning: "neutral" },
  returned: { words: "Offered again", meaning: "notice" },
} satisfies Record<Version["change"], { words: string; meaning: Meaning }>;

/** Every definition it was seen with, newest first, each with what changed. */
export function VersionList({ tool, now }: { tool: ToolPage; now: string }) {
  const older = tool.versionCount - tool.versions.length;
  return (
    <Section
      title="Versions"
      description={
        older > 0
          ? `The last ${tool.versions.length} of ${tool.versionCount} definitions it was seen with.`
          : undefined
      }
    >
      <ol className="grid gap-5">
        {tool.versions.map((version, index) => (
          <li key={version.id} className="grid gap-2">
            <VersionLine version={version} now={now} isNewest={index === 0} />
            {version.diff?.some((line) => line.kind !== "same") && (
              <DiffView
                lines={version.diff}
                before={`Seen ${(tool.versions[index + 1]?.seenAt ?? "before").slice(0, 10)}`}
                after={`Seen ${version.seenAt.slice(0, 10)}`}
              />
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function VersionLine({ version, now, isNewest }: { version: Version; now: string; isNewest: boolean }) {
  const { words, meaning } = CHANGES[version.change];
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Badge meaning={meaning}>{words}</Badge>
      <Time at={version.seenAt} now={now} />
      <Mono value={version.digest} shown={shortDigest(version.digest)} label="the digest" />
      {isNewest && <span className="text-ink-faint">as it is now</span>}
    </div>
  );
}
