import { Kbd } from "#components/ui/kbd.tsx";

/** What the keys do here. */
export function Keys({ meant }: { meant: string | null }) {
  return (
    <p className="text-ink-faint text-small touch:hidden">
      Keys: <Kbd>k</Kbd> keep, <Kbd>c</Kbd> change, <Kbd>r</Kbd> revoke, <Kbd>n</Kbd> next, <Kbd>p</Kbd>{" "}
      previous, <Kbd>x</Kbd> choose
      {meant !== null && (
        <>
          , <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd> in the reason: {meant}
        </>
      )}
      . An answer can be taken back for ten seconds.
    </p>
  );
}
