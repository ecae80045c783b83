import { useState } from "react";
import { readPreference, writePreference } from "#components/frame/preference-cookie.ts";
import { Button } from "#components/ui/button.tsx";
import { ChoiceBox } from "#components/ui/choice-box.tsx";
import { Popover } from "#components/ui/popover.tsx";
import type { Column } from "./column.ts";
import { ColumnList } from "./column-list.tsx";
import type { TablePreferences } from "./table-preferences.ts";
import { SHORTCUTS_COOKIE } from "./use-row-keys.ts";
import { ViewButton } from "./view-button.tsx";

/** How the table looks to this reader: columns, density, single-key shortcuts. Mounted when first asked for, open. */
export function ViewPanel(props: {
  columns: readonly Pick<Column<never>, "id" | "header">[];
  preferences: TablePreferences;
  onChange: (preferences: TablePreferences) => void;
}) {
  const { columns, preferences, onChange } = props;
  return (
    <Popover isOpenAtFirst align="end" label="How the table looks" trigger={<ViewButton />}>
      <div className="grid gap-3 overflow-y-auto p-3">
        <fieldset>
          <legend className="mb-1 text-ink-faint text-small">Density</legend>
          <div className="grid grid-cols-2 gap-2">
            {DENSITIES.map(({ value, label }) => (
              <Tick
                key={value}
                type="radio"
                name="density"
                label={label}
                isTicked={preferences.density === value}
                onChange={() => onChange({ ...preferences, density: value })}
              />
            ))}
          </div>
        </fieldset>
        <ColumnList columns={columns} preferences={preferences} onChange={onChange} />
        {Object.keys(preferences.widths).length > 0 && (
          <Button size="small" onClick={() => onChange({ ...preferences, widths: {} })}>
            Let the columns find their widths
          </Button>
        )}
        <div className="border-line border-t pt-2">
          <ShortcutsSwitch />
        </div>
      </div>
    </Popover>
  );
}

/** Single-key shortcuts can be turned off (WCAG 2.1.4). Rendered in an open panel only, so never on the server. */
function ShortcutsSwitch() {
  const [isOn, setIsOn] = useState(() => readPreference(SHORTCUTS_COOKIE) !== "off");
  return (
    <Tick
      type="checkbox"
      label="Keys: j k x / Enter ?"
      isTicked={isOn}
      onChange={(next) => {
        setIsOn(next);
        writePreference(SHORTCUTS_COOKIE, next ? "on" : "off");
      }}
    />
  );
}

function Tick(props: {
  type: "checkbox" | "radio";
  label: string;
  name?: string;
  isTicked: boolean;
  onChange: (isTicked: boolean) => void;
}) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: ChoiceBox is the control
    <label className="flex min-h-8 cursor-pointer items-center gap-1 touch:min-h-11">
      <ChoiceBox
        type={props.type}
        {...(props.name === undefined ? {} : { name: props.name })}
        checked={props.isTicked}
        onChange={(event) => props.onChange(event.target.checked)}
      />
      {props.label}
    </label>
  );
}

const DENSITIES = [
  { value: "comfortable", label: "Comfortable" },
  { value: "compact", label: "Compact" },
] as const;
