/**
 * A trend in a line, without axes. `label` says the same in words ("Coverage rose from 81 % to 93 % in 90 days").
 * Values are any numbers, oldest first; `min` and `max` fix the scale so that lines can be compared.
 */
export function Sparkline(props: { values: readonly number[]; label: string; min?: number; max?: number }) {
  const { values } = props;
  const low = props.min ?? Math.min(...values);
  const high = props.max ?? Math.max(...values);
  const points = values.map((value, place) => [
    values.length < 2 ? WIDTH : PAD + (place / (values.length - 1)) * (WIDTH - 2 * PAD),
    PAD + (1 - (value - low) / (high - low || 1)) * (HEIGHT - 2 * PAD),
  ]);
  const last = points.at(-1);
  return (
    <svg
      role="img"
      aria-label={props.label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="h-6 w-30 overflow-visible"
    >
      <polyline
        points={points.map((point) => point.join(",")).join(" ")}
        className="fill-none stroke-accent [stroke-linecap:round] [stroke-linejoin:round] [stroke-width:1.5]"
      />
      {last !== undefined && <circle cx={last[0]} cy={last[1]} r="2.25" className="fill-accent" />}
    </svg>
  );
}

const WIDTH = 120;
const HEIGHT = 24;
const PAD = 3;
