"use client";

import { X } from "lucide-react";
import dynamic from "next/dynamic";
import { usePathname, useSearchParams } from "next/navigation";
import { useState } from "react";
import { FilterButton, type PanelPlace } from "./filter-button.tsx";
import { type Chosen, chosenFilters, type FilterField, type FilterNames, withoutFilters } from "./filters.ts";
import { ListLink } from "./list-navigation.tsx";

// Fetched when somebody first opens it.
const FilterPanel = dynamic(() => import("./filter-panel.tsx").then((module) => module.FilterPanel), {
  ssr: false,
  loading: () => <FilterButton />,
});

/**
 * A list's filters: a button that adds one, and a chip for each field in force. The URL holds them. `search` is what
 * the URL asks for in its normal form, where it has one; `valuesHref` answers how often each value occurs.
 */
export function FilterBar(props: {
  fields: readonly FilterField[];
  search?: string;
  names?: FilterNames;
  valuesHref?: string;
}) {
  const { fields, names = {} } = props;
  const inUrl = useSearchParams().toString();
  const pathname = usePathname();
  const [place, setPlace] = useState<PanelPlace | null>(null);
  const search = new URLSearchParams(props.search ?? inUrl);
  const chosen = chosenFilters(fields, search, names);
  const inForce = fields.filter((field) => chosen.some((one) => one.field === field));
  return (
    <>
      {place === null ? (
        <FilterButton onClick={() => setPlace({ isOpen: true, param: null })} />
      ) : (
        <FilterPanel
          fields={fields}
          search={search.toString()}
          chosen={chosen}
          valuesHref={props.valuesHref}
          place={place}
          onPlace={setPlace}
        />
      )}
      {inForce.map((field) => (
        <FilterChip
          key={field.param}
          field={field}
          labels={chosen.filter((one) => one.field === field).map(({ label }) => label)}
          removeHref={pathname + withoutFilters(search, [field])}
          onOpen={() => setPlace({ isOpen: true, param: field.param })}
        />
      ))}
      {inForce.length > 1 && (
        <ListLink
          href={pathname + withoutFilters(search, fields)}
          className="rounded-small px-1.5 py-0.5 text-ink-muted hover:bg-hover hover:text-ink"
        >
          Clear filters
        </ListLink>
      )}
    </>
  );
}

const LABELS_SHOWN = 2;

function FilterChip(props: {
  field: FilterField;
  labels: readonly Chosen["label"][];
  removeHref: string;
  onOpen: () => void;
}) {
  const { field, labels } = props;
  const rest = labels.length - LABELS_SHOWN;
  const shown = labels.slice(0, LABELS_SHOWN).join(" or ") + (rest > 0 ? ` or ${rest} more` : "");
  return (
    <span className="inline-flex min-h-8 max-w-full items-center rounded-full border border-line-strong bg-surface">
      <button
        type="button"
        aria-haspopup="dialog"
        title={labels.join(" or ")}
        onClick={props.onOpen}
        className="min-h-7 min-w-0 truncate rounded-full pr-1 pl-3 hover:underline touch:min-h-10"
      >
        <span className="text-ink-muted">{field.label}:</span> {shown}
      </button>
      <ListLink
        href={props.removeHref}
        aria-label={`Remove the filter ${field.label}: ${labels.join(" or ")}`}
        className="mr-0.5 grid size-7 shrink-0 place-items-center rounded-full text-ink-muted hover:bg-hover hover:text-ink touch:size-10"
      >
        <X aria-hidden="true" className="size-3.5" />
      </ListLink>
    </span>
  );
}
