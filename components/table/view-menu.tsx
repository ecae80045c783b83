import { useState } from "react";
import { readPreference, writePreference } from "#components/frame/preference-cookie.ts";
import { Menu, MenuCheckbox, MenuGroup, MenuRadio, MenuSeparator } from "#components/ui/menu.tsx";
import type { Column } from "./column.ts";
import type { TablePreferences } from "./table-preferences.ts";
import { SHORTCUTS_COOKIE } from "./use-row-keys.ts";
import { ViewButton } from "./view-button.tsx";

/** How the table looks to this reader: columns, density, single-key shortcuts. Mounted when first asked for, open. */
export function ViewMenu(props: {
  columns: readonly Pick<Column<never>, "id" | "header">[];
  preferences: TablePreferences;
  onChange: (preferences: TablePreferences) => void;
}) {
  const { preferences, onChange } = props;
  return (
    <Menu isOpenAtFirst trigger={<ViewButton />}>
      <MenuRadio
        label="Density"
        value={preferences.density}
        options={DENSITIES}
        onChange={(density) => onChange({ ...preferences, density })}
      />
      <MenuSeparator />
      <MenuGroup label="Columns">
        {props.columns.slice(1).map((column) => (
          <MenuCheckbox
            key={column.id}
            isChecked={!preferences.hidden.includes(column.id)}
            onChange={(isShown) =>
              onChange({ ...preferences, hidden: withColumn(preferences.hidden, column.id, !isShown) })
            }
          >
            {column.header}
          </MenuCheckbox>
        ))}
      </MenuGroup>
      <MenuSeparator />
      <ShortcutsSwitch />
    </Menu>
  );
}

/** Single-key shortcuts can be turned off (WCAG 2.1.4). Rendered in an open menu only, so never on the server. */
function ShortcutsSwitch() {
  const [isOn, setIsOn] = useState(() => readPreference(SHORTCUTS_COOKIE) !== "off");
  return (
    <MenuCheckbox
      isChecked={isOn}
      onChange={(next) => {
        setIsOn(next);
        writePreference(SHORTCUTS_COOKIE, next ? "on" : "off");
      }}
    >
      Keys: j k x / Enter
    </MenuCheckbox>
  );
}

const DENSITIES = [
  { value: "comfortable", label: "Comfortable" },
  { value: "compact", label: "Compact" },
] as const;

function withColumn(hidden: readonly string[], id: string, isHidden: boolean): readonly string[] {
  const others = hidden.filter((other) => other !== id);
  return isHidden ? [...others, id] : others;
}
