import { KeyRound } from "lucide-react";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { InlineList } from "#components/ui/inline-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { Status } from "#components/ui/status.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
import { pageTime } from "#lib/doors/page.ts";
import { listTokens } from "#lib/identity/queries/list-tokens.ts";
import { hasRole, type PersonActor } from "#lib/kernel/actor.ts";
import { CreateTokenDialog } from "./create-token-dialog.tsx";
import { RevokeTokenButton } from "./revoke-token-button.tsx";

const STATUS = {
  active: { meaning: "good", word: "Active" },
  expired: { meaning: "neutral", word: "Expired" },
  revoked: { meaning: "neutral", word: "Revoked" },
  creator_left: { meaning: "warning", word: "Stopped: its maker left" },
} as const;

/** Service tokens, live ones first. */
export async function TokensTab({ actor }: { actor: PersonActor }) {
  const tokens = await listTokens(actor, {});
  const refusal = hasRole(actor, "admin") ? undefined : "Only an administrator may make or revoke tokens.";
  const now = pageTime();
  return (
    <Section
      title="Service tokens"
      flush
      description={
        <>
          A token's secret is shown once, when it is made. Only its hash is kept. What programs can do with
          one is in the{" "}
          <TextLink href="/api/v1/openapi.json" prefetch={false} target="_blank">
            description of the interface (OpenAPI)
          </TextLink>
          .
        </>
      }
      actions={<CreateTokenDialog refusal={refusal} />}
    >
      {tokens.length === 0 ? (
        <EmptyState icon={<KeyRound />} title="No token was made yet">
          Make one for a gateway that asks for decisions, or for a pipeline that imports client files.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {tokens.map((token) => (
            <li key={token.id} className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-2.5">
              <div className="min-w-48 flex-1">
                <div className="font-strong">{token.name}</div>
                <div className="text-ink-faint text-small">
                  ends in <code>{token.hint}</code>, made by {token.createdBy.name}
                </div>
              </div>
              <div className="min-w-48 flex-1">
                <InlineList items={token.scopes.map((scope) => ({ key: scope, item: <Tag>{scope}</Tag> }))} />
              </div>
              <div className="w-44">
                <Status meaning={STATUS[token.status].meaning}>{STATUS[token.status].word}</Status>
                <div className="text-ink-muted text-small">
                  expires <Time at={token.expiresAt} now={now} />
                </div>
              </div>
              <span className="w-36 text-ink-muted">
                {token.lastUsedAt === null ? (
                  "Never used"
                ) : (
                  <>
                    used <Time at={token.lastUsedAt} now={now} />
                  </>
                )}
              </span>
              <RevokeTokenButton
                tokenId={token.id}
                name={token.name}
                refusal={token.status === "revoked" ? "This token is already revoked." : refusal}
              />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
