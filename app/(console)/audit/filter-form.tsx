"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { DateField } from "#components/ui/date-field.tsx";
import type { ChoiceGroup } from "./gather-trail.ts";
import { type AuditSearch, auditHref } from "./read-audit-search.ts";

/** What happened, who did it, and when. Sends a plain query string, so it works before scripts have loaded. */
export function FilterForm(props: {
  search: AuditSearch;
  types: readonly ChoiceGroup[];
  actors: readonly ChoiceGroup[];
}) {
  const router = useRouter();
  const { search } = props;

  function apply(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const chosen = (name: keyof AuditSearch) => String(form.get(name) ?? "") || null;
    router.push(
      auditHref(search, {
        type: chosen("type"),
        actor: chosen("actor"),
        from: chosen("from"),
        until: chosen("until"),
      }),
      { scroll: false },
    );
  }

  return (
    <form
      action="/audit"
      onSubmit={apply}
      aria-label="Filter events"
      className="grid grid-cols-2 items-end gap-3 lg:grid-cols-[2fr_2fr_1fr_1fr_auto]"
    >
      {search.server !== undefined && <input type="hidden" name="server" value={search.server} />}
      {search.subject !== undefined && <input type="hidden" name="subject" value={search.subject} />}
      <Choice name="type" label="What happened" any="Anything" groups={props.types} chosen={search.type} />
      <Choice name="actor" label="Who" any="Anybody" groups={props.actors} chosen={search.actor} />
      <DateField name="from" label="From (UTC)" isOptional={false} defaultValue={search.from} />
      <DateField name="until" label="Until (UTC)" isOptional={false} defaultValue={search.until} />
      <Button type="submit" className="max-lg:justify-self-start">
        Filter
      </Button>
    </form>
  );
}

/** The platform's own list, with headings. */
function Choice(props: {
  name: string;
  label: string;
  any: string;
  groups: readonly ChoiceGroup[];
  chosen: string | undefined;
}) {
  const id = useId();
  return (
    <div className="col-span-2 grid min-w-0 content-start gap-1 sm:col-span-1">
      <label htmlFor={id} className="font-strong">
        {props.label}
      </label>
      <select id={id} name={props.name} defaultValue={props.chosen ?? ""} className="control cursor-pointer">
        <option value="">{props.any}</option>
        {props.groups.map((group) => (
          <optgroup key={group.label} label={group.label}>
            {group.choices.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}
