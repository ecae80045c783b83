import { Callout } from "#components/ui/callout.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Time } from "#components/ui/time.tsx";

/** What an approval would end sooner than it ends now, with the way to have it last longer instead. */
export function CutShort(props: {
  grants: readonly { id: string; name: string; expiresAt: string }[];
  /** "1 day": how long the approval lasts. */
  days: string;
  slug: string;
  now: string;
}) {
  const { grants, days, slug, now } = props;
  if (grants.length === 0) return null;
  const ids = grants.map(({ id }) => id).slice(0, 50);
  return (
    <Callout
      meaning="warning"
      title="This ends sooner what is in force for longer"
      actions={
        <LinkButton href={`/servers/${slug}/extend?grants=${ids.join(",")}`} size="small">
          Ask to extend instead
        </LinkButton>
      }
    >
      <p>An approval takes the place of what is in force, and lasts {days}:</p>
      <ul className="list-disc pl-4">
        {grants.map(({ id, name, expiresAt }) => (
          <li key={id} className="[overflow-wrap:anywhere]">
            <code>{name}</code> is enabled until <Time at={expiresAt} now={now} show="exact" />
          </li>
        ))}
      </ul>
    </Callout>
  );
}
