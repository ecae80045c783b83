/** The box at the top of a filter's panel; has the focus when it appears. */
export function FilterSearch(props: {
  label: string;
  value: string;
  onChange: (typed: string) => void;
  onEnter: () => void;
}) {
  return (
    <div className="border-line border-b p-2">
      <input
        data-stop
        type="text"
        aria-label={props.label}
        placeholder={props.label}
        autoComplete="off"
        spellCheck={false}
        // The panel was opened to choose: typing is the quickest way.
        // biome-ignore lint/a11y/noAutofocus: see above
        autoFocus
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && props.onEnter()}
        className="control"
      />
    </div>
  );
}
