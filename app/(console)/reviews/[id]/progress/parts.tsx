import { inWords } from "#app/in-words.ts";
import { Meter } from "#components/ui/meter.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { CampaignProgress } from "./progress.ts";

interface Props {
  campaignId: string;
  progress: CampaignProgress;
}

/** The same progress by risk and by team, what has most left first. */
export function Parts({ campaignId, progress: { parts, teams } }: Props) {
  const href = (param: string, value: string) =>
    `/reviews/${campaignId}/items?${new URLSearchParams({ waits: "true", [param]: value })}`;
  return (
    <div className="grid grid-cols-1 gap-4">
      <Section title="By risk">
        <div className="grid grid-cols-1 gap-3">
          {(["high", "medium", "low"] as const).map((risk) => {
            const of = parts.filter((part) => part.risk === risk);
            const items = of.reduce((sum, part) => sum + part.items, 0);
            const answered = of.reduce((sum, part) => sum + part.answered, 0);
            const open = of.reduce((sum, part) => sum + part.open, 0);
            if (items === 0) return null;
            return (
              <Meter
                key={risk}
                label={<TextLink href={href("risk", risk)}>{`${inWords(risk)} risk`}</TextLink>}
                value={answered}
                total={items}
                meaning={open === 0 ? "good" : "notice"}
              />
            );
          })}
        </div>
      </Section>
      <Section title="By team" {...(teams.length === 50 ? { description: "The fifty with most left." } : {})}>
        <div className="grid max-h-80 grid-cols-1 gap-3 overflow-y-auto print:max-h-none">
          {teams.map(({ team, items, answered, open }) => (
            <Meter
              key={team}
              label={<TextLink href={href("team", team)}>{team === "" ? "No team" : team}</TextLink>}
              value={answered}
              total={items}
              meaning={open === 0 ? "good" : "notice"}
            />
          ))}
        </div>
      </Section>
    </div>
  );
}
