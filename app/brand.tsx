/** The product's mark and name. The mark is a key whose bow is a shield. */
export function Brand(props: { isMarkOnly?: boolean }) {
  return (
    <span className="inline-flex items-center gap-2 font-strong text-title">
      <svg viewBox="0 0 24 24" aria-hidden="true" className="size-6 shrink-0 text-accent" fill="none">
        <path
          d="M12 1.75 4 4.5v5.25c0 4.6 3.2 8.1 8 9.5 4.8-1.4 8-4.9 8-9.5V4.5l-8-2.75Z"
          fill="currentColor"
        />
        <circle cx="12" cy="8.6" r="2.1" className="fill-canvas" />
        <path d="M12 10.4v5.1m0-2.4h2" stroke="var(--color-canvas)" strokeWidth="1.7" strokeLinecap="round" />
        <path d="M12 19.25v3" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      </svg>
      {props.isMarkOnly ? <span className="sr-only">Steward</span> : "Steward"}
    </span>
  );
}
