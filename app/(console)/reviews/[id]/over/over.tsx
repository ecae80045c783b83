import type { Campaign } from "../campaign.ts";
import { Evidence } from "./evidence.tsx";
import { RecordTable } from "./record-table.tsx";
import { Result } from "./result.tsx";

/** A review that is over is a record with its evidence. */
export function Over({ campaign, now }: { campaign: Campaign; now: string }) {
  return (
    <>
      <Result campaign={campaign} />
      <Evidence campaign={campaign} now={now} />
      <RecordTable campaign={campaign} />
    </>
  );
}
