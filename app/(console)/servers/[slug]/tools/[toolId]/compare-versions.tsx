import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { type DiffLayout, DiffView } from "#components/ui/diff-view.tsx";
import { Section } from "#components/ui/section.tsx";
import { Select } from "#components/ui/select.tsx";
import { answer } from "#lib/doors/page.ts";
import { compareToolVersions, type ToolComparison } from "#lib/inventory/queries/compare-tool-versions.ts";
import type { ToolPage } from "#lib/inventory/queries/get-tool.ts";
import { type ComparisonSearch, readLayout, readNumber } from "./compare-href.ts";
import { LayoutLinks } from "./layout-links.tsx";
import { versionInWords } from "./version-words.ts";

interface Props {
  tool: ToolPage;
  /** Of the tool's page. */
  path: string;
  search: ComparisonSearch;
}

/** Any two definitions the tool was seen with, and what differs. The address says which two, and how they lie. */
export async function CompareVersions({ tool, path, search }: Props) {
  const [from, to] = [readNumber(search.from), readNumber(search.to)];
  const found = await answer((actor) =>
    compareToolVersions(actor, { slug: tool.server.slug, toolId: tool.id, from, to }),
  );
  const comparison = found.ok ? found.data : undefined;
  if (comparison === null) {
    return (
      <Section id="compare" title="Compare versions">
        <p className="text-ink-muted">It was only ever seen with one definition, so nothing has changed.</p>
      </Section>
    );
  }
  const layout = readLayout(search);
  return (
    <Section
      id="compare"
      title="Compare versions"
      description="What differs between two definitions the server gave. Changed words are underlined."
      className="scroll-mt-4"
    >
      <div className="@container grid gap-4">
        <ChooseVersions tool={tool} path={path} from={comparison?.from} to={comparison?.to} layout={layout} />
        {!found.ok && (
          <Callout meaning="warning" title={found.problem.message}>
            Choose two versions to compare.
          </Callout>
        )}
        {comparison !== undefined && (
          <>
            <LayoutLinks path={path} search={search} layout={layout} />
            <DiffView
              lines={comparison.lines}
              before={versionInWords(comparison.from)}
              after={versionInWords(comparison.to)}
              layout={layout}
            />
          </>
        )}
      </div>
    </Section>
  );
}

type Side = ToolComparison["from"];

/** A plain form: it works before scripts have loaded, and the address holds the choice. */
function ChooseVersions(props: {
  tool: ToolPage;
  path: string;
  from: Side | undefined;
  to: Side | undefined;
  layout: DiffLayout;
}) {
  const { tool, from, to } = props;
  const chosen = [to, from].filter((side) => side !== undefined);
  const older = chosen.filter(({ number }) => tool.versions.every((version) => version.number !== number));
  const options = [...tool.versions, ...older].map((version) => ({
    value: String(version.number),
    label: versionInWords(version),
  }));
  return (
    <form
      method="get"
      action={`${props.path}#compare`}
      aria-label="Choose the versions to compare"
      className="grid items-end gap-3 @2xl:grid-cols-[1fr_1fr_auto] print:hidden"
    >
      {props.layout === "unified" && <input type="hidden" name="view" value="unified" />}
      <Select
        key={`from ${from?.number}`}
        name="from"
        label="Before"
        options={options}
        defaultValue={String(from?.number ?? "")}
      />
      <Select
        key={`to ${to?.number}`}
        name="to"
        label="After"
        options={options}
        defaultValue={String(to?.number ?? "")}
      />
      <Button type="submit" className="justify-self-start">
        Compare
      </Button>
    </form>
  );
}
