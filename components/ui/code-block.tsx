import { CopyButton } from "./copy-button.tsx";

/** A command, a file or a JSON document, as it is. Scrolls inside; can be copied and reached by keyboard. */
export function CodeBlock(props: { code: string; label: string; hasCopy?: boolean }) {
  return (
    <div className="flex min-w-0 items-start rounded-medium border border-line bg-sunken">
      <section
        // What scrolls must be reachable by keyboard (WCAG 2.1.1).
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
        aria-label={props.label}
        className="max-h-96 min-w-0 flex-1 overflow-auto rounded-medium p-3 print:max-h-none"
      >
        <pre className="text-[0.8125rem] print:whitespace-pre-wrap">
          <code className="text-[1em]">{props.code}</code>
        </pre>
      </section>
      {props.hasCopy !== false && (
        <CopyButton value={props.code} label={`Copy ${props.label}`} className="m-2" />
      )}
    </div>
  );
}
