import { Status } from "#components/ui/status.tsx";

export interface LedgerPart {
  label: string;
  count: number;
  /** One quiet line under the label. */
  hint?: string;
}

/** Parts and what they come to, so that whoever reads can add them up; says so when they do not. */
export function Ledger(props: { caption: string; parts: readonly LedgerPart[]; total: LedgerPart }) {
  const sum = props.parts.reduce((all, { count }) => all + count, 0);
  return (
    <table className="w-full self-start">
      <caption className="pb-1 text-left font-strong">{props.caption}</caption>
      <tbody>
        {props.parts.map((part) => (
          <Row key={part.label} part={part} />
        ))}
      </tbody>
      <tfoot className="border-line-strong border-t font-strong">
        <Row part={props.total} />
        {sum !== props.total.count && (
          <tr>
            <td colSpan={2} className="pt-1">
              <Status meaning="danger">{`The parts come to ${sum.toLocaleString("en")}`}</Status>
            </td>
          </tr>
        )}
      </tfoot>
    </table>
  );
}

function Row({ part: { label, count, hint } }: { part: LedgerPart }) {
  return (
    <tr className="align-baseline">
      <th scope="row" className="py-1 pr-4 text-left [font-weight:inherit]">
        {label}
        {hint !== undefined && <span className="block text-ink-faint text-small">{hint}</span>}
      </th>
      <td className="py-1 text-right tabular-nums">{count.toLocaleString("en")}</td>
    </tr>
  );
}
