import type { DataClass } from "../inventory/model.ts";

/** A business system that servers are made for. */
export interface MadeSystem {
  name: string;
  /** What it keeps: nouns in the singular; the plural adds an s. */
  things: readonly [string, ...string[]];
  /** What people use it for, after "Lets ... ". */
  use: string;
  dataClasses: readonly DataClass[];
  tags: readonly string[];
  /** What it can be told to run, as tool names; none for most. */
  jobs?: readonly string[];
  /** A package that many servers for it are started from. */
  package: string;
}

/** name | things | use | data classes | tag | package | jobs. The most used first. */
const TABLE = `
  GitHub | issue pull_request branch workflow | work on source code | source_code | engineering | @modelcontextprotocol/server-github | run_workflow rerun_job
  Jira | issue sprint board comment | plan and track work | internal | engineering | @demo/mcp-jira
  Slack | message channel reminder canvas | read and post messages | internal | collaboration | @modelcontextprotocol/server-slack
  Postgres | table view schema index | ask the warehouse questions | confidential pii | data | @modelcontextprotocol/server-postgres | run_query explain_query
  Confluence | page space template attachment | find what was written down | internal | knowledge | @demo/mcp-confluence
  Salesforce | account contact opportunity lead | look after customers | confidential pii | sales | @demo/mcp-salesforce
  ServiceNow | incident change_request asset article | work on tickets | internal | support | @demo/mcp-servicenow
  Google Drive | document folder permission comment | find and share documents | confidential | collaboration | @modelcontextprotocol/server-gdrive
  Snowflake | table warehouse stage share | ask for figures | confidential financial | data | mcp-snowflake-server | run_query resume_warehouse
  Zendesk | ticket customer macro organization | answer customers | pii | support | @demo/mcp-zendesk
  Kubernetes | deployment pod service secret | look after clusters | credentials | operations | mcp-server-kubernetes | exec_command rollout_restart
  Stripe | payment refund dispute subscription | look up and refund payments | pci financial | payments | @stripe/mcp
  Notion | page database block comment | keep notes in order | internal | knowledge | @notionhq/notion-mcp-server
  Datadog | monitor dashboard log incident | see how services are doing | internal | operations | @demo/mcp-datadog
  Grafana | dashboard alert panel annotation | read dashboards and alerts | internal | operations | mcp-grafana
  SAP | purchase_order invoice vendor material | order and pay for goods | financial | finance | @demo/mcp-sap
  Workday | employee absence position review | answer questions about people | pii confidential | people | @demo/mcp-workday
  HubSpot | contact campaign form deal | reach customers | pii | marketing | @hubspot/mcp-server
  Filesystem | file directory link archive | read and write files | internal | desktop | @modelcontextprotocol/server-filesystem
  Playwright | page screenshot tab form | use web pages | internal | desktop | @playwright/mcp | evaluate_script
  GitLab | issue merge_request branch pipeline | work on source code | source_code | engineering | @demo/mcp-gitlab | run_pipeline
  Jenkins | job build agent credential | build and test | source_code credentials | engineering | @demo/mcp-jenkins | run_job stop_build
  Terraform | workspace plan module state | change infrastructure | credentials | operations | hashicorp/terraform-mcp-server | apply_plan
  Vault | secret policy lease role | hand out short-lived secrets | credentials | security | hashicorp/vault-mcp-server
  Okta | user group application session | answer who has access | pii credentials | security | @demo/mcp-okta
  Splunk | search alert index report | search logs | confidential | security | @demo/mcp-splunk
  PagerDuty | incident schedule service escalation | handle incidents | internal | operations | @demo/mcp-pagerduty
  Epic | patient appointment order result | look up records of patients | phi | clinical | @demo/mcp-epic
  Exchange | message event contact mailbox | handle mail and calendars | confidential pii | collaboration | @demo/mcp-exchange
  SharePoint | site list document permission | find and share documents | confidential | knowledge | @demo/mcp-sharepoint
  BigQuery | dataset table job routine | ask for figures | confidential | data | mcp-server-bigquery | run_query
  Elasticsearch | index document alias pipeline | search what was indexed | internal | data | @elastic/mcp-server-elasticsearch
  Redis | key stream set counter | look into caches | internal | data | @modelcontextprotocol/server-redis
  Adyen | payment payout terminal account | settle payments | pci financial | payments | @demo/mcp-adyen
  Shopify | product order customer discount | run the shop | pii | commerce | @shopify/dev-mcp
  Box | file folder task link | share files with partners | confidential | collaboration | @demo/mcp-box
  Figma | file component comment variable | read designs | internal | design | figma-developer-mcp
  LaunchDarkly | flag segment environment experiment | turn features on and off | internal | engineering | @launchdarkly/mcp-server
  Airflow | dag task run connection | move data at night | confidential | data | @demo/mcp-airflow | trigger_dag
  Tableau | workbook view datasource project | read reports | financial | data | @tableau/mcp-server
`;

const [first, ...others] = TABLE.trim().split("\n").map(read);
if (first === undefined) throw new Error("there are no systems");

export const SYSTEMS: readonly [MadeSystem, ...MadeSystem[]] = [first, ...others];

function read(line: string): MadeSystem {
  const [name = "", things = "", use = "", dataClasses = "", tag = "", from = "", jobs = ""] = line
    .split("|")
    .map((cell) => cell.trim());
  const [thing = "", ...more] = things.split(" ");
  return {
    name,
    things: [thing, ...more],
    use,
    // Written above, in the words of the glossary; a model test holds them against it.
    dataClasses: dataClasses.split(" ") as DataClass[],
    tags: [tag],
    jobs: jobs.split(" ").filter((job) => job !== ""),
    package: from,
  };
}
