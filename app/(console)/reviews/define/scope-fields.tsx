import { useState } from "react";
import { FilterBar } from "#components/table/filter-bar.tsx";
import { LocalListNavigation } from "#components/table/list-navigation.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { readServerSearch, writeServerSearch } from "#lib/inventory/server-search.ts";
import type { CampaignScope, ReviewSubject } from "#lib/reviews/campaign-definition.ts";
import type { FieldsProps } from "./fields-props.ts";
import { NamedServers } from "./named-servers.tsx";
import { NotCounted } from "./not-counted.tsx";
import { ScopeCount } from "./scope-count.tsx";
import { SubjectFields } from "./subject-fields.tsx";
import { useScopeCount } from "./use-scope-count.ts";

/** Which servers, what of each is asked about, and how much that finds now. */
export function ScopeFields({ definition, choices, onChange }: FieldsProps) {
  const { scope, subjects } = definition;
  const [isNamed, setIsNamed] = useState(scope.serverIds.length > 0);
  // What is not in force is kept, so that changing one's mind twice loses nothing.
  const [aside, setAside] = useState<Pick<CampaignScope, "serverIds" | "servers">>(scope);
  const setScope = (changed: Partial<CampaignScope>) =>
    onChange({ ...definition, scope: { ...scope, ...changed } });
  const setSubjects = (changed: ReviewSubject[]) => onChange({ ...definition, subjects: changed });
  const count = useScopeCount(scope, subjects);
  const names = { ...choices.names, ...count.known?.names };

  function turn(toNamed: boolean) {
    setIsNamed(toNamed);
    setAside(scope);
    setScope(
      toNamed
        ? { serverIds: aside.serverIds, servers: readFilter("") }
        : { serverIds: [], servers: aside.servers },
    );
  }

  if (scope.unansweredIn !== undefined) {
    return (
      <>
        <p>
          What nobody answered in{" "}
          <TextLink href={`/reviews/${scope.unansweredIn}`}>
            {choices.earlier ?? "an earlier review"}
          </TextLink>{" "}
          and still stands, wherever that is by now.
        </p>
        <SubjectFields at="definition.subjects" subjects={subjects} onChange={setSubjects} />
        <ScopeCount {...count} isEmpty={false} subjects={subjects} />
        <NotCounted definition={definition} />
      </>
    );
  }
  return (
    <>
      <RadioGroup
        name="scope-kind"
        label="Which servers"
        isInline
        defaultValue={isNamed ? "named" : "filter"}
        options={[
          {
            value: "filter",
            label: "Those that a filter finds",
            hint: "The filter is asked when the review is staged.",
          },
          { value: "named", label: "Exactly these", hint: "Named one by one." },
        ]}
        onChange={(value) => turn(value === "named")}
      />
      {isNamed ? (
        <NamedServers
          serverIds={scope.serverIds}
          names={choices.servers}
          onChange={(serverIds) => setScope({ serverIds })}
        />
      ) : (
        <div className="grid gap-2">
          <TextField
            name="definition.scope.servers.q"
            label="Words to find"
            isOptional
            placeholder="Name, owner, tool, package, address"
            maxLength={200}
            value={scope.servers.q}
            onChange={(event) => setScope({ servers: { ...scope.servers, q: event.target.value } })}
            className="max-w-lg"
          />
          <LocalListNavigation onGo={(search) => setScope({ servers: readFilter(search) })}>
            <div className="flex flex-wrap items-center gap-2">
              <FilterBar
                fields={choices.filters}
                search={searchOf(scope)}
                names={names}
                valuesHref="/servers/facets"
              />
            </div>
          </LocalListNavigation>
        </div>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <DaysField
          name="definition.scope.grantedWithinDays"
          label="Only what was granted within, days"
          days={scope.grantedWithinDays}
          onChange={(grantedWithinDays) => setScope({ grantedWithinDays })}
        />
        <DaysField
          name="definition.scope.unusedForDays"
          label="Only what was not used for, days"
          days={scope.unusedForDays}
          onChange={(unusedForDays) => setScope({ unusedForDays })}
        />
      </div>
      <SubjectFields at="definition.subjects" subjects={subjects} onChange={setSubjects} />
      <ScopeCount {...count} isEmpty={isNamed && scope.serverIds.length === 0} subjects={subjects} />
      <NotCounted definition={definition} />
    </>
  );
}

function DaysField(props: {
  name: string;
  label: string;
  days: number | null;
  onChange: (days: number | null) => void;
}) {
  return (
    <TextField
      name={props.name}
      label={props.label}
      isOptional
      type="number"
      inputMode="numeric"
      min={1}
      max={3650}
      value={props.days ?? ""}
      onChange={(event) => props.onChange(event.target.value === "" ? null : Number(event.target.value))}
    />
  );
}

function searchOf({ servers }: CampaignScope): string {
  return writeServerSearch({ ...servers, sort: "best_match" }).toString();
}

function readFilter(search: string): CampaignScope["servers"] {
  const { sort: _sort, ...filter } = readServerSearch(new URLSearchParams(search));
  return filter;
}
