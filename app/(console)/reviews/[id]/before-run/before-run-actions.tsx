import { Play, Snowflake } from "lucide-react";
import type { ReactNode } from "react";
import { FormDialog } from "#components/form/form-dialog.tsx";
import type { FormAction } from "#components/form/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import {
  askToStageAction,
  discardCampaignAction,
  runCampaignAction,
  unstageCampaignAction,
} from "../../define/actions.ts";
import { countedInWords } from "../../define/subject-words.ts";
import type { CampaignHead } from "../campaign.ts";
import type { Before } from "./before.ts";

/** What can be done with a review before it runs; what cannot says why. */
export function BeforeRunActions({ campaign, before }: { campaign: CampaignHead; before: Before }) {
  const { id, version, state, population } = campaign;
  const { allowed, loads } = before;
  const ask = { id, version };
  // A dialog that was left open must not turn into another one when the state changes: each version has its own.
  const own = (action: string) => `${action} ${version}`;
  if (state === "discarded") {
    return <LinkButton href={`/reviews/new?from=${id}`}>Copy as a new review</LinkButton>;
  }
  return (
    <>
      <Ask
        key={own("Give up")}
        {...ask}
        action={discardCampaignAction}
        label="Give up"
        title="Give this review up"
        submitLabel="Give it up"
        allowed={allowed.discard}
        isDangerous
      >
        Nobody was asked yet, and nobody will be. What it was to ask stays on record, and can be copied.
      </Ask>
      {state === "draft" ? (
        <>
          {allowed.change === true ? (
            <LinkButton href={`/reviews/${id}/definition`}>Edit</LinkButton>
          ) : (
            <Button disabledReason={allowed.change}>Edit</Button>
          )}
          <Ask
            key={own("Stage")}
            {...ask}
            action={askToStageAction}
            label="Stage"
            icon={<Snowflake aria-hidden="true" />}
            title="Stage this review"
            submitLabel="Stage it"
            allowed={allowed.stage}
            isMain
          >
            Everything in its scope is gathered and frozen as it is now, with a reviewer for each item. Nobody
            is asked yet: you see first who would review how much, and can take it back.
          </Ask>
        </>
      ) : (
        <>
          <Ask
            key={own("Take back for editing")}
            {...ask}
            action={unstageCampaignAction}
            label="Take back for editing"
            title="Take it back for editing"
            submitLabel="Take it back"
            allowed={allowed.unstage}
          >
            What was frozen is thrown away, and gathered anew when you stage it again.
          </Ask>
          <Ask
            key={own("Start")}
            {...ask}
            action={runCampaignAction}
            label="Start"
            icon={<Play aria-hidden="true" />}
            title="Start this review"
            submitLabel="Start it"
            allowed={allowed.start}
            isMain
          >
            {countedInWords(loads.reviewers, "person is", "people are")} asked about{" "}
            {countedInWords(population.count ?? 0, "item", "items")}, and time runs from now. It cannot be
            taken back then.
          </Ask>
        </>
      )}
    </>
  );
}

function Ask(props: {
  id: string;
  version: number;
  action: FormAction;
  label: string;
  icon?: ReactNode;
  title: string;
  submitLabel: string;
  allowed: true | string;
  isMain?: boolean;
  isDangerous?: boolean;
  children: ReactNode;
}) {
  return (
    <FormDialog
      action={props.action}
      label={props.label}
      icon={props.icon}
      {...(props.isMain ? { variant: "primary" as const } : {})}
      disabledReason={props.allowed === true ? undefined : props.allowed}
      title={props.title}
      submitLabel={props.submitLabel}
      isDangerous={props.isDangerous ?? false}
      size="small"
    >
      <input type="hidden" name="campaignId" value={props.id} />
      <input type="hidden" name="version" value={props.version} />
      <p className="text-ink-muted text-pretty">{props.children}</p>
    </FormDialog>
  );
}
