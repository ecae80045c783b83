import { inWords } from "#app/in-words.ts";
import { Section } from "#components/ui/section.tsx";
import { Status } from "#components/ui/status.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { RolePreview } from "#lib/policy/queries/preview-server-role.ts";

/** Which servers are above the role, or would be: how many, and the first of them with the reasons. */
export function RolePreviewSection({ preview, isProposal }: { preview: RolePreview; isProposal: boolean }) {
  const { items, wouldExceed } = preview;
  return (
    <Section
      title={isProposal ? "Servers that would exceed it" : "Servers above it now"}
      description={described(preview, isProposal)}
      flush
    >
      {items.length === 0 ? (
        <p className="px-4 py-3">
          <Status meaning="good">{isProposal ? "No server would exceed it" : "No server is above it"}</Status>
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {items.map((server) => (
            <li key={server.id} className="grid gap-x-6 gap-y-1 px-4 py-2.5 md:grid-cols-[2fr_3fr]">
              <div className="flex min-w-0 flex-wrap content-start items-baseline gap-x-2 gap-y-1">
                <TextLink href={`/servers/${server.slug}`}>{server.name}</TextLink>
                <Tag>{inWords(server.environment)}</Tag>
                {isProposal && server.isNew && <Status meaning="warning">Newly above it</Status>}
                <span className="w-full text-ink-faint text-small">{server.owner?.name ?? "No owner"}</span>
              </div>
              <ul className="grid gap-0.5 text-ink-muted">
                {server.reasons.slice(0, 5).map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
                {server.reasons.length > 5 && <li>and {server.reasons.length - 5} more reasons</li>}
              </ul>
            </li>
          ))}
          {wouldExceed > items.length && (
            <li className="px-4 py-2.5 text-ink-muted">
              and {(wouldExceed - items.length).toLocaleString("en")} more
            </li>
          )}
        </ul>
      )}
    </Section>
  );
}

function described(preview: RolePreview, isProposal: boolean): string {
  const { servers, examinedAtMost, exceedNow, wouldExceed, newlyExceed, noLongerExceed } = preview;
  const part = servers.isCapped
    ? ` Looked at the first ${examinedAtMost.toLocaleString("en")} servers of the role.`
    : "";
  const number = (count: number) => count.toLocaleString("en");
  if (!isProposal) return `${number(exceedNow)} of ${number(servers.count)}.${part}`;
  return `${number(wouldExceed)} of ${number(servers.count)}, against ${number(exceedNow)} now: ${number(newlyExceed)} newly above it, ${number(noLongerExceed)} no longer.${part}`;
}
