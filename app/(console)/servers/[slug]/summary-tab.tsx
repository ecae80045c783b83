import { ProblemState } from "#app/problem-state.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { answer } from "#lib/doors/page.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { listServerOffers } from "#lib/inventory/queries/list-server-offers.ts";
import { hasRole } from "#lib/kernel/actor.ts";
import { listServerRoles } from "#lib/policy/queries/list-server-roles.ts";
import { listAskedChanges } from "#lib/reviews/queries/list-asked-changes.ts";
import { toPersonOptions } from "../person-options.ts";
import { AskedChangesSection } from "./asked-changes-section.tsx";
import { ConnectionSection } from "./connection-section.tsx";
import { DetailsSection } from "./details-section.tsx";
import { FindingCallout } from "./finding-callout.tsx";
import { LatestIntrospection } from "./latest-introspection.tsx";
import { OwnersSection } from "./owners-section.tsx";
import { SeenIn } from "./seen-in.tsx";
import { ServerReviews } from "./server-reviews.tsx";
import { tabHref } from "./server-tabs.ts";
import type { TabProps } from "./tab-props.ts";

const CALLOUTS_SHOWN = 3;
const CHANGES_SHOWN = 20;

/** The facts on record, with what is wrong on top. */
export async function SummaryTab({ server, findings, introspections, now }: TabProps) {
  const found = await answer((actor) =>
    Promise.all([
      listUsers(actor, {}),
      listServerRoles(actor, {}),
      listServerOffers(actor, { serverId: server.id }),
      listAskedChanges(actor, { serverId: server.id, state: "open", limit: CHANGES_SHOWN }),
    ]),
  );
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const [people, roles, offers, asked] = found.data;
  const isAdmin = hasRole(found.actor, "admin");
  const more = findings.length - CALLOUTS_SHOWN;
  return (
    <div className="grid grid-cols-1 gap-6">
      {findings.length > 0 && (
        <div className="grid gap-2">
          {findings.slice(0, CALLOUTS_SHOWN).map((finding) => (
            <FindingCallout
              key={`${finding.rule} ${finding.subjectKey}`}
              finding={finding}
              slug={server.slug}
            />
          ))}
          {more > 0 && (
            <p>
              <TextLink href={tabHref(server.slug, "findings")}>
                {more === 1 ? "1 more finding" : `${more} more findings`}
              </TextLink>
            </p>
          )}
        </div>
      )}
      <AskedChangesSection changes={asked.items} hasMore={asked.nextCursor !== null} now={now} />
      <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-2">
        <DetailsSection server={server} roles={roles} isAdmin={isAdmin} now={now} />
        <div className="grid grid-cols-1 gap-6">
          <OwnersSection
            server={server}
            offers={offers}
            people={toPersonOptions(people)}
            isAdmin={isAdmin}
            now={now}
          />
          <LatestIntrospection server={server} introspections={introspections} now={now} />
          <ServerReviews serverId={server.id} now={now} />
          <SeenIn serverId={server.id} now={now} />
        </div>
        <div className="xl:col-span-2">
          <ConnectionSection server={server} />
        </div>
      </div>
    </div>
  );
}
