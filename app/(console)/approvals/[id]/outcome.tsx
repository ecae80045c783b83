import { StateBadge } from "#app/state-badge.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { Meaning } from "#components/ui/meaning.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RequestView } from "#lib/approvals/request-view.ts";

interface Props {
  request: RequestView;
  now: string;
}

/** What came of it: what was granted and until when, or why nothing was. Nothing while it is pending. */
export function Outcome({ request, now }: Props) {
  if (request.state === "pending") return null;
  const { meaning, title } = request.breakGlass === null ? TITLES[request.state] : GLASS_BROKEN;
  return (
    <Section title="What came of it" actions={<LinkButton href="/approvals">What waits for you</LinkButton>}>
      <Callout
        meaning={meaning}
        title={
          <>
            {title}
            {request.decidedAt !== null && (
              <span className="font-normal text-ink-muted">
                {" "}
                <Time at={request.decidedAt} now={now} />
              </span>
            )}
          </>
        }
        actions={
          <LinkButton href={`/servers/${request.server.slug}`}>Go to {request.server.name}</LinkButton>
        }
      >
        {request.stateReason !== null && <p className="whitespace-pre-wrap">{request.stateReason}</p>}
      </Callout>
      {request.grants.length > 0 && <Grants grants={request.grants} now={now} />}
    </Section>
  );
}

const TITLES = {
  draft: { meaning: "neutral", title: "This has not been submitted" },
  approved: { meaning: "good", title: "Approved; being put in force" },
  applied: { meaning: "good", title: "Approved, and in force" },
  rejected: { meaning: "danger", title: "Rejected; nothing was granted" },
  withdrawn: { meaning: "neutral", title: "Withdrawn; nothing was granted" },
  expired: { meaning: "warning", title: "Nobody answered in time; nothing was granted" },
  failed: { meaning: "danger", title: "Approved, but it could not be put in force" },
} satisfies Record<Exclude<RequestView["state"], "pending">, { meaning: Meaning; title: string }>;

/** Said in full above everything else. */
const GLASS_BROKEN = { meaning: "neutral", title: "Put in force without an approval" } as const;

function Grants({ grants, now }: { grants: RequestView["grants"]; now: string }) {
  return (
    <ul aria-label="What was granted" className="mt-3 grid">
      {grants.map((grant) => (
        <li
          key={grant.id}
          className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 border-line border-b py-2 last:border-b-0"
        >
          <span className="min-w-0 [overflow-wrap:anywhere]">
            <Granted grant={grant} />
          </span>
          <span className="flex flex-wrap items-baseline gap-x-3">
            <StateBadge of="grant" state={statusOf(grant, now)} isQuiet />
            <span className="text-ink-muted">
              until <Time at={grant.expiresAt} now={now} show="exact" />
            </span>
          </span>
          {grant.stateReason !== null && (
            <span className="basis-full text-ink-muted">{grant.stateReason}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Granted({ grant: { kind, name } }: { grant: RequestView["grants"][number] }) {
  if (kind === "access") return `${name} may use the server`;
  return (
    <>
      <code>{name}</code>
      {kind === "scope" && " may be held by the server"}
    </>
  );
}

/** Expiry is computed, and never called revoked. */
function statusOf(grant: RequestView["grants"][number], now: string) {
  return grant.state !== "revoked" && grant.expiresAt <= now ? ("expired" as const) : grant.state;
}
