import { IMPACT_WORDS } from "#app/impact-badge.tsx";
import { inWords } from "#app/in-words.ts";
import { Facts } from "#components/ui/facts.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { UseView } from "#lib/decisions/use-view.ts";
import type { GrantDetail } from "#lib/grants/queries/get-grant.ts";
import { shortDigest } from "../../servers/[slug]/short-digest.ts";
import { GrantUse } from "../grant-columns.tsx";

/** What exactly was approved, how long it lasts, and what ends it before. */
export function Bound(props: { grant: GrantDetail; use: UseView | undefined; now: string }) {
  const { grant, now } = props;
  const { tool, consumer, server, toolDigest, serverDigest, approvedFor } = grant;
  const digest = (value: string, label: string) => (
    <Mono value={value} shown={shortDigest(value)} label={label} />
  );
  return (
    <Section title="What it is bound to, and what ends it">
      <Facts
        items={[
          ...(tool === null
            ? []
            : [
                {
                  label: "Tool",
                  value: (
                    <TextLink
                      href={`/servers/${server.slug}/tools/${tool.id}`}
                      className="break-all font-mono"
                    >
                      {tool.name}
                    </TextLink>
                  ),
                },
              ]),
          ...(consumer === null
            ? []
            : [
                {
                  label: "Consumer",
                  value: <TextLink href={`/consumers/${consumer.slug}`}>{consumer.name}</TextLink>,
                },
              ]),
          ...(toolDigest === null
            ? []
            : [{ label: "Tool definition", value: digest(toolDigest, "the digest of the tool") }]),
          { label: "Server identity", value: digest(serverDigest, "the digest of the server") },
          ...(approvedFor === null
            ? []
            : [
                {
                  label: "Approved for",
                  value: `${IMPACT_WORDS[approvedFor.impact]}, in ${inWords(approvedFor.environment).toLowerCase()}`,
                },
              ]),
          { label: "Last call", value: <GrantUse grant={grant} use={props.use} now={now} /> },
          { label: "Granted", value: <Time at={grant.grantedAt} now={now} show="exact" /> },
          {
            label: grant.status === "revoked" ? "Would have ended" : "Ends by itself",
            value: <Time at={grant.expiresAt} now={now} show="exact" />,
          },
          ...(grant.revokedAt === null
            ? []
            : [{ label: "Ended", value: <Time at={grant.revokedAt} now={now} show="exact" /> }]),
        ]}
      />
      {(grant.status === "active" || grant.status === "suspended") && (
        <p className="mt-3 text-ink-muted">
          It is suspended the moment{" "}
          {tool === null ? "the server's identity" : "the tool's definition or the server's identity"}{" "}
          changes, and ends earlier when a review, the server's owner or an administrator says so, or when the
          server is retired.
        </p>
      )}
    </Section>
  );
}
