import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ProblemState } from "#app/problem-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { answer } from "#lib/doors/page.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { isPermitted, whoMay } from "#lib/kernel/permissions.ts";
import { listTriggers } from "#lib/reviews/queries/list-triggers.ts";
import { gatherChoices } from "../../../define/gather-choices.ts";
import { newDefinition } from "../../../define/new-definition.ts";
import { TriggerForm } from "./trigger-form.tsx";

export const metadata: Metadata = { title: "What opens reviews" };

interface Props {
  params: Promise<{ kind: string }>;
}

/** Whether one kind of happening opens reviews, and how these ask. */
export default async function TriggerPage({ params }: Props) {
  const { kind } = await params;
  const found = await answer((actor) => ask(actor, kind));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  if (found.data === null) return <ProblemState problem={NOT_YOURS} />;
  const { trigger, choices } = found.data;
  if (trigger === undefined) notFound();
  return (
    <div className="grid max-w-4xl grid-cols-1 gap-6">
      <PageHeader
        breadcrumbs={[
          { label: "Reviews", href: "/reviews" },
          { label: "Schedules", href: "/reviews/schedules" },
        ]}
        title={trigger.title}
        sentence={trigger.says}
      />
      <TriggerForm key={trigger.version} trigger={trigger} choices={choices} />
    </div>
  );
}

async function ask(actor: PersonActor, kind: string) {
  if (!isPermitted(actor, "campaign:manage")) return null;
  const triggers = await listTriggers(actor, {});
  return {
    trigger: triggers.find((one) => one.kind === kind),
    choices: await gatherChoices(actor, newDefinition({}).scope),
  };
}

/** Said before a form is filled in in vain. */
const NOT_YOURS = {
  code: "forbidden",
  message: `Only ${whoMay("campaign:manage")} say what opens reviews.`,
  fields: {},
  requestId: null,
} as const;
