import { latinLookalike, plainText } from "./plain-text.ts";

/** What a verb in a tool's name or description says that the tool does. */
export type Deed = "reads" | "changes_data" | "executes";

export type FoundVerb = { deed: Deed; verb: string };

/** The words of a name: camelCase, snake_case, kebab-case, dots and slashes, in lower case. */
export function nameWords(name: string): string[] {
  return latinLookalike(plainText(name))
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/**
 * The verb a name turns on. The first verb decides, because later ones are mostly nouns ("get_workflow_run"),
 * except after "and", "or" and "then" ("get_or_create"), and except verbs that are hardly ever nouns
 * ("read_write_file"). Words that are as often nouns count last.
 */
export function verbOfName(name: string): FoundVerb | undefined {
  const words = withoutCompounds(nameWords(name));
  const deedIn = isLookUp(words) ? deedOfLookUp : deedOf;
  const first = words.find((word) => deedIn(word) !== undefined);
  const afterJoin = words.filter((_, index) => JOINS.has(words[index - 1] ?? ""));
  const plain = words.filter((word, index) => PLAIN_VERBS.has(word) && !THINGS.has(words[index + 1] ?? ""));
  const found = [first, ...afterJoin, ...plain].flatMap((verb) => {
    const deed = verb === undefined ? undefined : deedIn(verb);
    return verb !== undefined && deed ? [{ deed, verb }] : [];
  });
  const decisive = strongest(found);
  const isOperator = words.some((word) => OPERATORS.has(word));
  // Creating a workload makes something run: an operator's changes are executions.
  if (decisive && decisive.deed === "changes_data" && isOperator) return { ...decisive, deed: "executes" };
  if (decisive) return decisive;
  const noun = words.find((word) => NOUNS_THAT_READ.has(word));
  return noun === undefined ? undefined : { deed: "reads", verb: noun };
}

/** The deed of one word, in the forms "create", "creates", "creating"; undefined when it is no verb we know. */
export function deedOf(word: string): Deed | undefined {
  for (const form of verbForms(word)) {
    if (EXECUTES.has(form)) return "executes";
    if (CHANGES.has(form)) return "changes_data";
    if (READS.has(form)) return "reads";
  }
  return undefined;
}

/** Resolving a name, a path or an id finds what it stands for; resolving a thread, a case or a conflict settles it. */
function isLookUp(words: readonly string[]): boolean {
  return words.some((word) => RESOLVE.test(word)) && LOOKED_UP.has(words.at(-1) ?? "");
}

function deedOfLookUp(word: string): Deed | undefined {
  return RESOLVE.test(word) ? "reads" : deedOf(word);
}

const RESOLVE = /^resolv(?:e|es|ing)$/;

export function strongest(found: FoundVerb[]): FoundVerb | undefined {
  const order: Deed[] = ["reads", "changes_data", "executes"];
  return found.toSorted((a, b) => order.indexOf(b.deed) - order.indexOf(a.deed))[0];
}

function verbForms(word: string): string[] {
  const ing = word.endsWith("ing") ? [word.slice(0, -3), `${word.slice(0, -3)}e`, word.slice(0, -4)] : [];
  return [word, ...ing];
}

/** "pull request" is a thing and "pull" no verb in it. */
function withoutCompounds(words: string[]): string[] {
  return words.filter((word, index) => {
    const next = words[index + 1] ?? "";
    const last = words[index - 1] ?? "";
    return (
      !(REQUESTS.has(word) && /^requests?$/.test(next)) && !(REQUESTS.has(last) && /^requests?$/.test(word))
    );
  });
}

const set = (words: string) => new Set(words.trim().split(/\s+/));

const LOOKED_UP =
  set(`id ids path paths name names host hosts hostname hostnames domain domains dns ip address addresses url urls uri
  uris symbol symbols reference references alias aliases handle handles`);
const REQUESTS = set("pull merge change feature access");
const JOINS = set("and or then");
// Verbs whatever stands before them, unless what follows makes a thing of them ("get_delete_protection").
const PLAIN_VERBS =
  set(`delete remove destroy erase purge wipe overwrite write insert upsert drop truncate execute exec
  eval kill`);
const THINGS =
  set(`status history policy policies protection log logs rate count counts access permission permissions
  capacity limit limits ahead plan plans time times error errors`);
const OPERATORS = set(
  "kubectl k8s kubernetes helm terraform tofu docker podman ansible ssh systemctl cron lambda",
);

const NOUNS_THAT_READ =
  set(`status log logs diff tree count stat stats history details summary version metadata
  whoami help usage report schema`);

const READS =
  set(`get list search find read fetch show view describe query lookup check browse retrieve inspect
  compare ping echo print peek scan analyze analyse explain summarize validate verify preview estimate calculate
  compute convert format parse translate lint resolve-path download display select filter tail watch monitor grep
  glob ls cat head open traverse trace audit detect extract discover enumerate suggest recommend predict classify
  gets lists searches finds reads fetches shows views describes queries checks retrieves inspects compares echoes
  prints analyzes explains summarizes validates verifies calculates computes converts returns return provides provide
  lookups displays extracts detects`);

const CHANGES =
  set(`create add update delete remove set write put post patch edit modify insert upsert rename move
  copy upload publish assign unassign commit push pull merge reset checkout revert rebase close reopen resolve
  dismiss star unstar fork mark manage subscribe unsubscribe toggle enable disable approve reject send reply label
  archive unarchive restore import sync save store append replace request invite grant revoke cancel drop truncate
  purge clear wipe erase destroy lock unlock pin unpin submit register unregister attach detach link unlink change
  alter rotate transfer pay refund charge book order schedule unschedule share notify email comment tag untag ban
  block unblock mute promote demote stage unstage stash cherry clone init make mkdir rm mv cp touch fill click type
  draft ignore react complete finish release export configure provision deprovision generate mutate migrate
  creates adds updates deletes removes sets writes puts posts patches edits modifies inserts upserts renames moves
  copies uploads publishes assigns commits pushes merges resets checks-out reverts closes sends replies archives
  restores imports syncs saves stores appends replaces grants revokes cancels drops truncates purges clears destroys
  submits registers attaches detaches changes alters rotates transfers refunds charges schedules shares manages
  overwrite overwrites zip gzip unzip compress compresses toggles enables disables marks forks subscribes switches switch generates`);

const EXECUTES =
  set(`run execute exec eval evaluate trigger deploy invoke start stop restart reboot kill shell
  command script bash powershell terminal install uninstall apply scale rollout rollback launch spawn call
  dispatch compile build boot shutdown terminate automate drain cordon
  runs executes evals evaluates triggers deploys invokes starts stops restarts kills installs applies scales launches
  spawns dispatches builds terminates`);
