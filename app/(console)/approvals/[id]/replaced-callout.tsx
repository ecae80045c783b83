import { Callout } from "#components/ui/callout.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { RequestView } from "#lib/approvals/request-view.ts";

/** What became of a request that another took the place of, and whose answers do not count there: on both of them. */
export function ReplacedCallout({ request }: { request: RequestView }) {
  const { replaces, replacedBy } = request;
  return (
    <>
      {replacedBy !== null && (
        <Callout meaning="warning" title="Another request took its place">
          {lostWords(
            request.stages.flatMap(({ votes }) => votes),
            "this one",
          )}{" "}
          <TextLink href={`/approvals/${replacedBy.id}`}>{replacedBy.title}</TextLink>
        </Callout>
      )}
      {replaces !== null && (
        <Callout meaning="notice" title="This takes the place of an earlier request">
          <p className="[overflow-wrap:anywhere]">{replaces.reason}</p>
          <p>
            {lostWords(replaces.votes, "the one before")}{" "}
            <TextLink href={`/approvals/${replaces.id}`}>See the request before</TextLink>
          </p>
        </Callout>
      )}
    </>
  );
}

/** Whose votes were lost, by name: an approval is for what was seen. */
function lostWords(
  votes: readonly { person: { name: string }; decision: "approve" | "reject" }[],
  which: string,
): string {
  const names = votes.filter(({ decision }) => decision === "approve").map(({ person }) => person.name);
  if (names.length === 0) return `Nobody had approved ${which}.`;
  const whose = new Intl.ListFormat("en").format(names);
  return `${names.length === 1 ? "The approval" : "The approvals"} of ${whose} to ${which} ${names.length === 1 ? "does" : "do"} not count for the new one, which is not what ${names.length === 1 ? "they" : "they all"} saw.`;
}
