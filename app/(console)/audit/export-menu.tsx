"use client";

import { Download } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuItem } from "#components/ui/menu.tsx";

const FORMATS = [
  { format: "jsonl", label: "JSON Lines (can be verified offline)" },
  { format: "ocsf", label: "OCSF" },
  { format: "cef", label: "CEF" },
] as const;

/** The whole trail as a file, streamed by the server. */
export function ExportMenu() {
  return (
    <Menu align="end" trigger={<Button icon={<Download aria-hidden="true" />}>Export</Button>}>
      {FORMATS.map(({ format, label }) => (
        <MenuItem
          key={format}
          onSelect={() => window.location.assign(`/api/v1/audit-events/export?format=${format}`)}
        >
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}
