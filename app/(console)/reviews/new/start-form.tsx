import { Form } from "#components/form/form.tsx";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { previewCampaign } from "#lib/reviews/queries/preview-campaign.ts";
import { startCampaignAction } from "../actions.ts";

type Preview = Awaited<ReturnType<typeof previewCampaign>>;

/** What the review would hold, who would answer, and the few choices that are left. */
export function StartForm({ preview }: { preview: Preview }) {
  const { server, problems } = preview;
  return (
    <>
      <Section title="What it would hold">
        {problems.length > 0 ? (
          <Problems preview={preview} />
        ) : (
          <>
            <p>{holdsInWords(preview)}</p>
            <ul className="mt-2 list-disc pl-4">
              {preview.reviewers.map((reviewer) => (
                <li key={reviewer.id}>
                  {reviewer.name} answers for {counted(reviewer.items, "grant")}.
                </li>
              ))}
            </ul>
            <p className="mt-2 text-ink-muted">
              Starting freezes this list with its hash. Grants made later are not part of it.
            </p>
          </>
        )}
      </Section>
      <Form action={startCampaignAction} className="max-w-2xl">
        <input type="hidden" name="slug" value={server.slug} />
        <TextField name="name" label="Name" defaultValue={`Review of ${server.name}`} maxLength={120} />
        <Textarea
          name="purpose"
          label="Purpose"
          hint="Why now: the quarter, an audit, an incident."
          isOptional
          rows={2}
          maxLength={500}
        />
        <TextField
          name="dueInDays"
          label="Days to answer"
          type="number"
          min={1}
          max={90}
          defaultValue="14"
          className="max-w-40"
        />
        <RadioGroup
          name="noResponse"
          label="When nobody answers"
          defaultValue="revoke"
          options={NO_RESPONSE}
          hint="No response is never recorded as a decision; this says only what happens then."
        />
        <FormActions>
          <LinkButton href="/reviews/new">Choose another server</LinkButton>
          <SubmitButton disabledReason={problems[0]}>Start the review</SubmitButton>
        </FormActions>
      </Form>
    </>
  );
}

const NO_RESPONSE = [
  {
    value: "revoke",
    label: "End the grant",
    hint: "What nobody stands up for is revoked when the review closes. The safe choice.",
  },
  {
    value: "keep",
    label: "Leave the grant as it is",
    hint: "It stays in force, and the evidence says that nobody answered for it.",
  },
];

function Problems({ preview }: { preview: Preview }) {
  const href = `/servers/${preview.server.slug}`;
  return (
    <div className="grid gap-2">
      {preview.problems.map((problem) => (
        <Callout
          key={problem}
          meaning="warning"
          title="This review cannot start yet"
          actions={<LinkButton href={href}>Go to {preview.server.name}</LinkButton>}
        >
          {problem}
        </Callout>
      ))}
    </div>
  );
}

function holdsInWords({ grants }: Preview): string {
  const kinds = [
    grants.tools > 0 ? counted(grants.tools, "tool") : "",
    grants.access > 0 ? counted(grants.access, "consumer's access", "consumers' access") : "",
    grants.scopes > 0 ? counted(grants.scopes, "scope") : "",
  ].filter(Boolean);
  return `${counted(grants.total, "grant")}: ${new Intl.ListFormat("en").format(kinds)}.`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
