import { Dialog } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";

/** What the single keys do, for whoever pressed `?`. */
export function KeysHelp(props: { canSelect: boolean; onClose: () => void }) {
  const keys = KEYS.filter(({ needsSelection }) => props.canSelect || !needsSelection);
  return (
    <Dialog
      title="Keys for this list"
      size="small"
      isOpen
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
    >
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2 pb-2">
        {keys.map(({ keys, does }) => (
          <div key={does} className="contents">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className="text-ink-muted text-small">Single keys can be turned off under “View”.</p>
    </Dialog>
  );
}

const KEYS = [
  { keys: ["j"], does: "Next row" },
  { keys: ["k"], does: "Row before" },
  { keys: ["Enter"], does: "Open the row" },
  { keys: ["x"], does: "Select the row", needsSelection: true },
  { keys: ["Shift", "x"], does: "Select up to the row", needsSelection: true },
  { keys: ["/"], does: "Search" },
  { keys: ["Ctrl", "K"], does: "Search or go anywhere" },
  { keys: ["?"], does: "This help" },
];
