/** Figures by day, as bars, with the same figures as a table that can be opened below. Days are ISO, UTC. */
export function DayBars(props: {
  /** What the picture shows, for who cannot see it: "Answers per day". */
  label: string;
  /** Of one figure: "Answers". */
  figure: string;
  days: readonly { day: string; count: number }[];
}) {
  const { label, figure, days } = props;
  const most = Math.max(1, ...days.map(({ count }) => count));
  const peak = days.find(({ count }) => count === most);
  return (
    <figure className="grid grid-cols-1 gap-2">
      <div aria-hidden="true" className="flex h-32 items-end gap-px border-line border-b print:hidden">
        {days.map(({ day, count }) => (
          <div
            key={day}
            title={`${shortDay(day)}: ${count.toLocaleString("en")}`}
            className="flex h-full min-w-0 max-w-10 flex-1 items-end"
          >
            <div
              className="w-full rounded-t-small bg-accent"
              style={{ height: count === 0 ? 0 : `max(2px, ${(count / most) * 100}%)` }}
            />
          </div>
        ))}
      </div>
      <figcaption className="flex justify-between gap-4 text-ink-faint text-small tabular-nums">
        <span className="sr-only">{label}.</span>
        <span>{shortDay(days[0]?.day)}</span>
        {peak !== undefined && (
          <span>
            Most: {most.toLocaleString("en")} on {shortDay(peak.day)}
          </span>
        )}
        <span>{shortDay(days.at(-1)?.day)}</span>
      </figcaption>
      <details className="print:hidden">
        <summary className="cursor-pointer text-ink-muted text-small hover:text-ink">As a table</summary>
        <table className="mt-2 w-full max-w-xs text-left">
          <thead className="text-ink-muted text-small">
            <tr>
              <th scope="col" className="py-1">
                Day (UTC)
              </th>
              <th scope="col" className="py-1 text-right">
                {figure}
              </th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, count }) => (
              <tr key={day} className="border-line border-t">
                <th scope="row" className="py-1 font-normal">
                  {shortDay(day)}
                </th>
                <td className="py-1 text-right tabular-nums">{count.toLocaleString("en")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

function shortDay(day: string | undefined): string {
  return day === undefined ? "" : DAY.format(new Date(day));
}
