import { ArrowDown, ArrowUp } from "lucide-react";
import { ChoiceBox } from "#components/ui/choice-box.tsx";
import type { Column } from "./column.ts";
import { inOrder, type TablePreferences } from "./table-preferences.ts";

type NamedColumn = Pick<Column<never>, "id" | "header">;

/** Which columns are shown, and in which order. The first one names the row: it is always there, and first. */
export function ColumnList(props: {
  columns: readonly NamedColumn[];
  preferences: TablePreferences;
  onChange: (preferences: TablePreferences) => void;
}) {
  const { preferences, onChange } = props;
  const movable = inOrder(props.columns, preferences.order).slice(1);

  function show(id: string, isShown: boolean) {
    const others = preferences.hidden.filter((other) => other !== id);
    onChange({ ...preferences, hidden: isShown ? others : [...others, id] });
  }
  function move(place: number, step: 1 | -1) {
    const order = movable.map(({ id }) => id);
    const [moved = ""] = order.splice(place, 1);
    order.splice(place + step, 0, moved);
    onChange({ ...preferences, order });
  }
  return (
    <fieldset>
      <legend className="mb-1 text-ink-faint text-small">Columns</legend>
      <ol>
        {movable.map((column, place) => (
          <li key={column.id} className="flex items-center gap-1">
            {/* biome-ignore lint/a11y/noLabelWithoutControl: ChoiceBox is the control */}
            <label className="flex min-h-8 min-w-0 flex-1 cursor-pointer items-center gap-1 touch:min-h-11">
              <ChoiceBox
                type="checkbox"
                checked={!preferences.hidden.includes(column.id)}
                onChange={(event) => show(column.id, event.target.checked)}
              />
              <span className="truncate">{column.header}</span>
            </label>
            <Step label={`Move ${column.header} up`} isEnd={place === 0} onPress={() => move(place, -1)}>
              <ArrowUp aria-hidden="true" className="size-3.5" />
            </Step>
            <Step
              label={`Move ${column.header} down`}
              isEnd={place === movable.length - 1}
              onPress={() => move(place, 1)}
            >
              <ArrowDown aria-hidden="true" className="size-3.5" />
            </Step>
          </li>
        ))}
      </ol>
    </fieldset>
  );
}

/** Stays in the tab order at the ends, so that the focus is not lost while a column is moved there. */
function Step(props: { label: string; isEnd: boolean; onPress: () => void; children: React.ReactNode }) {
  return (
    <button
      type="button"
      aria-label={props.label}
      aria-disabled={props.isEnd}
      onClick={() => !props.isEnd && props.onPress()}
      className="grid size-7 shrink-0 place-items-center rounded-small text-ink-muted hover:bg-hover hover:text-ink aria-disabled:text-line-strong touch:size-11"
    >
      {props.children}
    </button>
  );
}
