import { usePathname } from "next/navigation";
import { type KeyboardEvent, useState } from "react";
import { Popover } from "#components/ui/popover.tsx";
import { FilterButton, type PanelPlace } from "./filter-button.tsx";
import { FilterFieldList } from "./filter-field-list.tsx";
import { FilterValueList } from "./filter-value-list.tsx";
import { type Chosen, type FilterField, withFilter } from "./filters.ts";
import { useListNavigation } from "./list-navigation.tsx";
import { useFacets } from "./use-filter-values.ts";

interface PanelProps {
  fields: readonly FilterField[];
  search: string;
  chosen: readonly Chosen[];
  valuesHref: string | undefined;
}

/** The filters' panel: choose a field, then tick its values. Each tick is in force at once. */
export function FilterPanel(props: PanelProps & { place: PanelPlace; onPlace: (place: PanelPlace) => void }) {
  const { place, onPlace, ...panel } = props;
  return (
    <Popover
      label="Filter"
      trigger={<FilterButton />}
      isOpen={place.isOpen}
      onOpenChange={(isOpen) => onPlace(isOpen ? { isOpen, param: null } : { isOpen })}
    >
      {place.isOpen && (
        <Steps {...panel} param={place.param} onParam={(param) => onPlace({ isOpen: true, param })} />
      )}
    </Popover>
  );
}

function Steps(props: PanelProps & { param: string | null; onParam: (param: string | null) => void }) {
  const pathname = usePathname();
  const { go } = useListNavigation();
  // What was ticked shows at once, before the list has answered; counts stay those of when the panel was opened.
  const [search, setSearch] = useState(props.search);
  const [hasChanged, setHasChanged] = useState(false);
  const [valuesHref] = useState(
    props.valuesHref === undefined ? undefined : `${props.valuesHref}?${props.search}`,
  );
  const facets = useFacets(valuesHref);
  const field = props.fields.find(({ param }) => param === props.param);

  function tick(ticked: FilterField, value: string, isOn: boolean) {
    const next = withFilter(new URLSearchParams(search), ticked, value, isOn);
    setSearch(next);
    // One step back undoes what was done in one opening of the panel.
    go(pathname + next, { isReplacing: hasChanged });
    setHasChanged(true);
  }
  return (
    // The keys are for what is inside, which has its own names and roles.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <div className="flex min-h-0 flex-col" onKeyDown={moveByArrows}>
      {field === undefined ? (
        <FilterFieldList fields={props.fields} onChoose={props.onParam} />
      ) : (
        <FilterValueList
          key={field.param}
          field={field}
          facets={facets}
          chosen={props.chosen.filter((one) => one.field.param === field.param)}
          ticked={new URLSearchParams(search).getAll(field.param)}
          valuesHref={valuesHref}
          onTick={(value, isOn) => tick(field, value, isOn)}
          onBack={() => props.onParam(null)}
        />
      )}
    </div>
  );
}

/** Up and down go through the search box and what can be chosen. */
function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-stop]")];
  const next = stops[stops.indexOf(document.activeElement as HTMLElement) + step];
  next?.focus();
  // Radio buttons would choose by arrow; here an arrow moves and Space chooses.
  event.preventDefault();
}
