import { ListOrdered, Pencil } from "lucide-react";
import { ProblemState } from "#app/problem-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { MissingPerson, Person } from "#components/ui/person.tsx";
import { Section } from "#components/ui/section.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { answer } from "#lib/doors/page.ts";
import { getRevocationPath } from "#lib/grants/queries/get-revocation-path.ts";
import { getServerUse } from "#lib/grants/queries/get-server-use.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { toPersonOptions } from "../person-options.ts";
import { EndSection } from "./end-section.tsx";
import { RevocationPathEditor } from "./revocation-path-editor.tsx";
import { tabHref } from "./server-tabs.ts";
import { STEP_KIND_WORDS } from "./step-kinds.ts";
import type { TabProps } from "./tab-props.ts";

type Path = Awaited<ReturnType<typeof getRevocationPath>>;

/** How the server is cut off, step by step; written before it is needed. */
export async function RevocationTab({ server, search }: TabProps) {
  const found = await answer((actor) =>
    Promise.all([
      getRevocationPath(actor, { serverId: server.id }),
      listUsers(actor, {}),
      getServerUse(actor, { serverId: server.id }),
    ]),
  );
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const [path, people, use] = found.data;
  const href = tabHref(server.slug, "revocation");
  const isEditing = search.edit === "1" && path.canEdit === true;
  return (
    <div className="grid gap-6">
      <Section
        title="Revocation path"
        description="What to do, in this order, when access must end at once."
        flush={!isEditing}
        actions={isEditing ? undefined : <EditPath href={href} path={path} />}
      >
        {isEditing ? (
          <RevocationPathEditor
            serverId={server.id}
            slug={server.slug}
            hash={path.hash}
            steps={path.steps.map(({ responsible, ...step }) => ({
              ...step,
              responsibleId: responsible?.id ?? null,
            }))}
            people={toPersonOptions(people)}
            doneHref={href}
          />
        ) : (
          <PathSteps path={path} isOver={server.state === "retired"} />
        )}
      </Section>
      {!isEditing && <EndSection server={server} use={use} />}
    </div>
  );
}

function EditPath({ href, path }: { href: string; path: Path }) {
  const label = path.steps.length === 0 ? "Write the path" : "Edit";
  const icon = <Pencil aria-hidden="true" />;
  return path.canEdit === true ? (
    <LinkButton href={`${href}&edit=1`} size="small" icon={icon}>
      {label}
    </LinkButton>
  ) : (
    <Button size="small" icon={icon} disabledReason={path.canEdit}>
      {label}
    </Button>
  );
}

function PathSteps({ path, isOver }: { path: Path; isOver: boolean }) {
  if (path.steps.length === 0) {
    return (
      <EmptyState
        icon={<ListOrdered />}
        title={isOver ? "No path was written" : "Nobody has written down how to cut this server off"}
      >
        {isOver
          ? "The server is retired: nothing is left to cut off."
          : "In the middle of an incident is too late. Write the steps while there is time."}
      </EmptyState>
    );
  }
  return (
    <ol className="divide-y divide-line">
      {path.steps.map((step, index) => (
        <li key={step.id} className="grid grid-cols-[1.75rem_1fr] gap-x-2 px-4 py-3">
          <span className="text-ink-faint tabular-nums">{index + 1}.</span>
          <div className="grid min-w-0 gap-1">
            <div className="flex flex-wrap items-center gap-2">
              <strong className="break-words">{step.title}</strong>
              <Tag>{STEP_KIND_WORDS[step.kind].label}</Tag>
            </div>
            {step.instructions !== "" && (
              <p className="max-w-prose whitespace-pre-wrap text-ink-muted">{step.instructions}</p>
            )}
            <div>
              {step.responsible === null ? (
                step.kind === "manual" && <MissingPerson label="Nobody is named" />
              ) : (
                <Person name={step.responsible.name} detail={step.responsible.email} isStacked />
              )}
            </div>
          </div>
        </li>
      ))}
    </ol>
  );
}
