import { ChevronLeft } from "lucide-react";
import { useState } from "react";
import { ChoiceBox } from "#components/ui/choice-box.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { FilterSearch } from "./filter-search.tsx";
import { type FilterValue, filterValues, matchesTyped } from "./filter-values.ts";
import type { Chosen, FilterField } from "./filters.ts";
import { type FacetState, useFoundValues } from "./use-filter-values.ts";

/** One field's values, each with how many it would leave. Ticking one is in force at once. */
export function FilterValueList(props: {
  field: FilterField;
  facets: FacetState;
  chosen: readonly Chosen[];
  ticked: readonly string[];
  valuesHref: string | undefined;
  onTick: (value: string, isOn: boolean) => void;
  onBack: () => void;
}) {
  const { field, facets, ticked, onTick } = props;
  const [typed, setTyped] = useState("");
  const asks = field.more !== undefined && props.valuesHref !== undefined && typed.trim() !== "";
  const find = new URLSearchParams({ field: field.param, find: typed.trim() });
  const found = useFoundValues(asks ? `${props.valuesHref}&${find}` : undefined);
  const hasCounts = facets.status === "known" && props.valuesHref !== undefined;
  const counts = hasCounts ? (facets.facets[field.param] ?? []) : undefined;
  const values = filterValues(field, counts, [...props.chosen, ...found]);
  const shown = values.filter(({ label }) => matchesTyped(label, typed));
  const own = typed.trim();
  const offersOwn = field.more === "words" && own !== "" && !values.some(({ value }) => value === own);
  const isLoading = facets.status === "loading";

  function enter() {
    const value = shown[0]?.value ?? (offersOwn ? own : undefined);
    if (value !== undefined) onTick(value, !ticked.includes(value));
  }
  return (
    <>
      <div className="flex items-center gap-1 px-2 pt-2">
        <button
          type="button"
          aria-label="Back to all filters"
          onClick={props.onBack}
          className="grid size-7 place-items-center rounded-small text-ink-muted hover:bg-hover hover:text-ink touch:size-11"
        >
          <ChevronLeft aria-hidden="true" className="size-4" />
        </button>
        <span className="font-strong">{field.label}</span>
      </div>
      <FilterSearch label={`Find in ${field.label}`} value={typed} onChange={setTyped} onEnter={enter} />
      <fieldset className="min-h-0 overflow-y-auto p-1">
        <legend className="sr-only">{field.label}</legend>
        {field.isSingle && (
          <ValueRow
            field={field}
            value={{ value: "", label: "Any" }}
            isTicked={ticked.length === 0}
            isLoading={false}
            onTick={() => onTick("", false)}
          />
        )}
        {shown.map((value) => (
          <ValueRow
            key={value.value}
            field={field}
            value={value}
            isTicked={ticked.includes(value.value)}
            isLoading={isLoading}
            onTick={(isOn) => onTick(value.value, isOn)}
          />
        ))}
        {offersOwn && (
          <ValueRow
            field={field}
            value={{ value: own, label: `Exactly “${own}”` }}
            isTicked={ticked.includes(own)}
            isLoading={false}
            onTick={(isOn) => onTick(own, isOn)}
          />
        )}
        {isLoading && shown.length === 0 && <WaitingRows />}
      </fieldset>
      <p role="status" className="px-3 pb-2 text-ink-muted text-small empty:hidden">
        {statusInWords(facets, shown.length + (offersOwn ? 1 : 0))}
      </p>
    </>
  );
}

function ValueRow(props: {
  field: FilterField;
  value: FilterValue;
  isTicked: boolean;
  isLoading: boolean;
  onTick: (isOn: boolean) => void;
}) {
  const { field, value, isTicked } = props;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: ChoiceBox is the control
    <label className="flex min-h-8 cursor-pointer items-center gap-1.5 rounded-small px-1 hover:bg-hover has-focus-visible:bg-hover touch:min-h-11">
      <ChoiceBox
        data-stop
        type={field.isSingle ? "radio" : "checkbox"}
        name={field.param}
        checked={isTicked}
        onChange={(event) => props.onTick(event.target.checked)}
      />
      <span className="min-w-0 flex-1 truncate" title={value.label}>
        {value.label}
      </span>
      {props.isLoading ? <Skeleton className="h-3 w-8" /> : <Count value={value} />}
    </label>
  );
}

function Count({ value: { count, isCapped } }: { value: FilterValue }) {
  if (count === undefined) return null;
  return (
    <span className="text-ink-muted text-small tabular-nums">
      {count.toLocaleString("en")}
      {isCapped && "+"}
    </span>
  );
}

function WaitingRows() {
  return ["w-32", "w-40", "w-24"].map((width) => (
    <div key={width} className="flex min-h-8 items-center px-2">
      <Skeleton className={width} />
    </div>
  ));
}

function statusInWords(facets: FacetState, shown: number): string {
  if (facets.status === "failed") return "The counts could not be loaded. The filters work without them.";
  if (facets.status === "loading") return "";
  return shown === 0 ? "Nothing by that name" : "";
}
