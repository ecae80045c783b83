import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";

interface Amount {
  count: number;
  isEstimate: boolean;
}

/** What can be done with the selected rows. Appears at the bottom of the window and says how many there are. */
export function BulkBar(
  props: Amount & {
    /** Offered when the whole page is selected and the question finds more. */
    matching: Amount | undefined;
    noun: readonly [one: string, many: string] | undefined;
    onAllMatching: () => void;
    onClear: () => void;
    children: ReactNode;
  },
) {
  const { matching, noun = ["row", "rows"] } = props;
  const selected = `${amountInWords(props)} selected`;
  return (
    <>
      <p role="status" className="sr-only">
        {props.count > 0 && selected}
      </p>
      {props.count > 0 && (
        <section
          aria-label="Selected rows"
          className="floating sticky bottom-20 z-30 mx-auto flex w-fit max-w-full flex-wrap items-center gap-2 py-2 pr-2 pl-4 sm:bottom-4 print:hidden"
        >
          <span className="mr-2 tabular-nums font-strong">{selected}</span>
          {matching !== undefined && (
            <Button variant="ghost" onClick={props.onAllMatching}>
              Select all {amountInWords(matching)} {noun[1]}
            </Button>
          )}
          {props.children}
          <Button variant="ghost" onClick={props.onClear}>
            Clear
          </Button>
        </section>
      )}
    </>
  );
}

function amountInWords({ count, isEstimate }: Amount): string {
  return `${count.toLocaleString("en")}${isEstimate ? "+" : ""}`;
}
