import { CopyButton } from "./copy-button.tsx";

/** A command, a file or a JSON document, as it is. Scrolls inside; can be copied and reached by keyboard. */
export function CodeBlock(props: { code: string; label: string; hasCopy?: boolean }) {
  return (
    <div className="relative rounded-medium border border-line bg-sunken">
      <section
        // What scrolls must be reachable by keyboard (WCAG 2.1.1).
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
        aria-label={props.label}
        className="max-h-96 overflow-auto rounded-medium p-3 pr-10 print:max-h-none"
      >
        <pre className="text-[0.8125rem] print:whitespace-pre-wrap">
          <code className="text-[1em]">{props.code}</code>
        </pre>
      </section>
      {props.hasCopy !== false && (
        <CopyButton
          value={props.code}
          label={`Copy ${props.label}`}
          className="absolute top-2 right-2 bg-sunken"
        />
      )}
    </div>
  );
}
