"use client";

import { ChevronUp } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import type { BulkTarget } from "./bulk-target.ts";
import { BULK_ACTIONS, type OfferedAction } from "./bulk-words.ts";

// Most visits to the list change nothing.
const BulkDialog = dynamic(() => import("./bulk-dialog.tsx").then((module) => module.BulkDialog), {
  ssr: false,
});

/** What can be done with the selected servers: a menu, then a dialog with fields, a preview and a confirmation. */
export function BulkActions({ selection }: { selection: BulkTarget }) {
  const [action, setAction] = useState<OfferedAction | null>(null);
  return (
    <>
      <Menu
        trigger={
          <Button variant="primary" icon={<ChevronUp aria-hidden="true" />}>
            Change
          </Button>
        }
      >
        {BULK_ACTIONS.map((one) => (
          <MenuItem key={one.action} onSelect={() => setAction(one.action)}>
            {one.label}
          </MenuItem>
        ))}
      </Menu>
      {action !== null && <BulkDialog action={action} target={selection} onClose={() => setAction(null)} />}
    </>
  );
}
