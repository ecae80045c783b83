import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { FilterSearch } from "./filter-search.tsx";
import { matchesTyped } from "./filter-values.ts";
import type { FilterField } from "./filters.ts";

/** The fields a list can be filtered by, found by typing. */
export function FilterFieldList(props: {
  fields: readonly FilterField[];
  onChoose: (param: string) => void;
}) {
  const [typed, setTyped] = useState("");
  const shown = props.fields.filter(({ label }) => matchesTyped(label, typed));
  const [first] = shown;
  return (
    <>
      <FilterSearch
        label="Find a filter"
        value={typed}
        onChange={setTyped}
        onEnter={() => first !== undefined && props.onChoose(first.param)}
      />
      <ul className="min-h-0 overflow-y-auto p-1">
        {shown.map((field) => (
          <li key={field.param}>
            <button
              type="button"
              data-stop
              onClick={() => props.onChoose(field.param)}
              className="flex min-h-8 w-full items-center justify-between gap-2 rounded-small px-2 text-left -outline-offset-2 hover:bg-hover touch:min-h-11"
            >
              {field.label}
              <ChevronRight aria-hidden="true" className="size-3.5 text-ink-faint" />
            </button>
          </li>
        ))}
      </ul>
      <p role="status" className={shown.length > 0 ? "sr-only" : "px-3 pb-3 text-ink-muted"}>
        {shown.length === 0 ? "No filter by that name" : `${shown.length} filters`}
      </p>
    </>
  );
}
