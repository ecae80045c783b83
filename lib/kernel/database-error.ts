import { AppError } from "./app-error.ts";

/** What the database's own guards say, in words a person can act on. */
const GUARDS: Record<string, string> = {
  only_overdue_servers_are_suspended: "The review of this server is not overdue by that long.",
  a_suspension_is_answered_once: "Somebody has answered this already. Reload the page.",
  others_confirm_what_the_policy_cuts:
    "You had a hand in the policy that asks for this, so somebody else must look at what it cuts.",
  only_a_review_reviews: "A server is reviewed by a review that closed, and by nothing else.",
  only_a_review_postpones_the_next:
    "The policy asks for the next review sooner than that. Only a review moves it further away.",
  nobody_decides_their_own_request: "You asked for this, so someone else must decide it.",
  nobody_decides_what_benefits_them: "This would benefit you, so someone else must decide it.",
  only_approvers_of_the_stage_decide: "Only an active approver of this stage can decide it.",
  stages_are_answered_by_different_people:
    "You have decided on this request already; the next answer must come from somebody else.",
  request_replaces_a_withdrawn_one: "A request takes the place of a withdrawn one of the same server.",
  only_pending_requests_are_discussed: "This request is no longer waiting for a decision.",
  only_approvers_ask_for_changes: "Only those who may decide on a request ask for changes.",
  only_those_concerned_comment:
    "Whoever asked, those who are asked, and administrators comment on a request.",
  comments_are_bounded: "This request has 200 comments, and takes no more.",
  comments_of_one_are_bounded: "You have written 50 comments on this request, and it takes no more of yours.",
  changes_come_before_approval: "Changes were asked for, so this is not approved as it is.",
  nobody_lengthens_a_request: "An approver may give less time than was asked, never more.",
  decision_has_a_reason: "This answer wants a reason.",
  grant_ends_when_approved: "A grant lasts no longer than everybody who approved it said.",
  nobody_repairs_their_own_request:
    "You asked for this, so another administrator finds the people who are missing.",
  whoever_repairs_does_not_decide: "Whoever finds new people for a request is not asked about it.",
  only_those_whom_policy_names_are_asked_later:
    "The policy of this request does not name them among those who are asked later.",
  a_stage_is_escalated_once: "Others were asked in this stage already.",
  delegates_answer_for_who_is_away: "You do not answer for this person now.",
  nobody_answers_for_who_may_not: "This person could not decide on it, so nobody decides in their place.",
  only_pending_requests_ask: "This request is no longer waiting for a decision.",
  only_harmless_requests_are_automatic:
    "Only what just reads, outside production, is granted without asking anybody.",
  what_was_lowered_is_asked_for:
    "Somebody declared this more harmless lately, so it is not granted without asking anybody.",
  automatic_access_waits_for_graver_tools:
    "Somebody has access here that nobody was asked about, and this tool does more than it was given for.",
  only_pending_requests_are_decided: "This request is no longer waiting for a decision.",
  request_is_whole_before_its_answer: "Nothing can be added to a request that was answered. Ask anew.",
  policy_says_who_breaks_glass: "The approval policy in force does not let you break glass for this.",
  break_glass_lasts_a_day_at_most: "Glass is broken for 24 hours at most.",
  glass_grant_lasts_a_day_at_most: "Glass is broken for 24 hours at most.",
  only_changes_are_asked_for_others: "Only changes are asked for in the place of somebody else.",
  glass_leaves_what_people_suspended:
    "Glass is not broken through what a person suspended. They, an administrator or an approval bring it back.",
  glass_grant_is_bound: "What breaks glass is granted for exactly what was asked, and for 24 hours at most.",
  break_glass_one_unreviewed_per_person: "Two others have to review your last use of break glass first.",
  nobody_reviews_their_own_break_glass: "You broke this glass, so two others review it.",
  break_glass_asks_others:
    "Whoever gains by it does not justify it; whoever used it or found its reviewers does not review it.",
  break_glass_is_reviewed_by_two: "Two others say whether it was justified.",
  closed_break_glass_stays_closed: "Two others have reviewed this already.",
  cut_glass_leaves_no_grant: "What it granted is revoked first.",
  broken_glass_is_reviewed: "This took effect by breaking glass: it is reviewed, not decided on.",
  a_stage_asks_whom_it_names: "Nobody answers a request but those whom it asks.",
  votes_come_in_turn:
    "This request is not waiting for this answer: another stage comes first, its time is over, or it was rejected.",
  policy_says_what_is_automatic: "The approval policy in force asks somebody about this.",
  a_request_says_how_grave_it_is:
    "A tool does more than when this was asked. Reload the page, and ask by the path that holds now.",
  an_approval_is_for_once: "What was approved has been granted already. Ask anew.",
  grant_needs_its_approval: "A grant needs an approved request for exactly what it grants.",
  owners_do_not_approve_alone:
    "In production somebody else than the server's owners has to approve too, and nobody else did.",
  access_is_for_who_was_asked_for:
    "The consumer was named or described differently after this was asked. Ask for it anew.",
  access_is_for_its_kind:
    "It has access as the kind it is on record as. End that access first, or add another consumer.",
  access_waits_once: "This access already waits for a decision. Answer or withdraw that request first.",
  somebody_still_asks: "Whoever asked for this is inactive by now. Have it asked anew.",
  votes_hold_until_the_end: "Somebody who approved is not asked any more, so another has to approve.",
  owners_stay_on_record: "Who owned the server when this was asked is never rewritten.",
  ended_request_stays_ended: "This request was decided, and that is final. Ask anew.",
  production_needs_its_approval:
    "Grants are in force on this server, so its move to production has to be asked for, on its page.",
  grant_is_for_where_the_server_is:
    "The server moved to a stricter environment after this was asked, so it cannot be granted. Ask for it there.",
  grant_is_for_the_data_it_reaches:
    "The server reaches other data than when this was asked, so it cannot be granted. Ask for it anew.",
  a_link_is_never_another: "What a server reaches is linked or unlinked, not turned into something else.",
  grant_carries_on_its_predecessor:
    "What this would carry on is not in force any more as it was seen. Ask for it anew.",
  grants_follow_an_approved_scope:
    "What is granted goes on with another scope only by an approval of exactly that scope.",
  grant_revoked_is_final: "This grant is revoked, and that is final. Ask for a new approval instead.",
  only_what_was_approved_resumes:
    "A grant resumes only as it was approved: what changed, ended or was suspended by Steward needs a new approval.",
  suspension_is_whose_it_was: "Who suspended a grant is never rewritten. Reload the page.",
  tool_grant_comes_from_approval: "A tool is enabled only through an approved request.",
  consumer_is_active: "The consumer is inactive. Its owner or an administrator can reactivate it.",
  server_owners_differ: "The owner and the backup owner must be two people.",
  nobody_owns_what_they_let_in:
    "This person, or somebody in their place, approved what the consumer may use, so they cannot become its owner while that is in force or waits.",
  nobody_decides_their_own_policy: "You had a hand in this change, so somebody else must decide on it.",
  proposed_policy_stands_still: "What was proposed is never rewritten. Take it back for editing first.",
  policy_in_force_says_who_changes_it: "The policy in force asks other people about its changes.",
  group_decides_on_the_policy:
    "The approval policy in force asks this group about its changes. Put a policy in force that names others first.",
  group_that_changes_policy_keeps_somebody:
    "The approval policy in force asks this group about its changes, so somebody active stays in it. Put others in their place, or put a policy in force that names others first.",
  a_policy_gives_way_to_another: "The policy in force ends only when another takes effect. Reload the page.",
  policy_editors_stay_on_record: "Whoever wrote a policy stays on record as one who did.",
  glass_waits_after_a_rejection:
    "Somebody rejected this within the last 24 hours. Until then it is asked for as usual.",
  glass_waits_after_a_revocation:
    "Somebody ended this within the last 24 hours. Until then it is asked for as usual.",
  policy_state_is_final: "This policy version has moved on. Reload the page.",
  frozen_campaign_stands: "What a review asks about does not change once it is frozen. Reload the page.",
  every_item_has_a_reviewer:
    "Nobody could answer for a part of it. Stage it again with reviewers for everything.",
  reviews_open_because_of_something: "Nothing asks for this review to open by itself now.",
  somebody_starts_a_review: "Somebody starts a review, or it says itself that nobody has to.",
  only_drafts_are_staged: "This review is not a draft any more. Reload the page.",
  population_is_bounded: "A review asks about 2,000,000 things at most. Narrow its scope.",
  items_are_answered_while_it_runs: "This review does not run, so nothing in it is answered.",
  reviewers_answer: "Somebody else reviews this item.",
  answers_are_on_record: "What was answered and what is on record differ. Reload the page and answer again.",
  answers_are_taken_back_soon: "A decision can be taken back for ten seconds only. Decide anew instead.",
  answers_say_why: "Say why: this answer needs a reason.",
  openings_are_on_record: "This item was not opened. Open it, then answer.",
  high_risk_is_opened_first: "Open it before you answer: its risk is high.",
  bulk_is_for_low_risk: "Only what is of low risk is answered together. Answer this one by itself.",
  delegates_do_not_answer_twice: "You answered this before, so somebody else answers it now.",
  second_reviewer_is_another: "You answered this before, so somebody else looks at it a second time.",
  nobody_reviews_own_access: "You own this consumer, so somebody else must review its access.",
  closed_reviews_are_signed: "What is signed is the evidence of a closed review. Reload the page.",
  reviewers_do_not_sign: "Somebody else signs this review.",
  signing_wants_a_fresh_sign_in: "Signing wants a fresh sign-in. Sign in again.",
  signed_figures_tie_out: "These are not the figures of this review. Reload the page.",
  closed_items_stand: "The items of a closed review do not change. Reload the page.",
  signed_by_somebody: "A review is signed by a person only.",
  brakes_are_asked_while_it_runs:
    "This review does not run, so nobody is asked about closing it, or answers.",
  brakes_are_answered_once: "Somebody has answered this already. Reload the page.",
  brakes_are_answered_by_another: "You asked to close it, so somebody else has to look at what it would end.",
  authors_stay_on_record: "Who wrote what a review asks stays on record.",
  authors_confirm_no_brake_of_its_own:
    "Whoever wrote this review or its schedule does not confirm what it asked by itself. Somebody else has to.",
  administrators_answer_brakes: "Only an administrator answers this.",
  reviews_ask_for_changes: "No review asks for this change.",
  changes_are_answered_once: "Somebody has answered this already. Reload the page.",
  owners_answer_changes: "Only whoever answers for the server, or an administrator, says what became of it.",
  outcomes_are_true: "What came of an item is not what this says. Reload the page.",
  a_mass_close_takes_two:
    "It would cut off more than one person may. A second person has to confirm it first.",
  second_looks_take_two:
    "Answers in it still want a second look. A second person has to confirm that it closes without.",
  an_early_close_says_why:
    "Closing now skips something. Say why it closes all the same, in 10 letters or more.",
  brakes_end_first: "Another administrator is still asked whether it may close. Reload the page.",
  items_settle_while_it_closes: "This review is not being closed. Reload the page.",
  a_close_is_on_record: "How a review was closed is never rewritten. Reload the page.",
  every_answer_is_carried_out: "Something of this review is not carried out yet.",
  grants_only_end_sooner: "A grant lasts longer only by a new approval.",
  items_move_while_it_runs: "This review does not run, so nothing in it is passed on.",
  items_pass_on_for_a_reason: "Whoever reviews this still can, and has time left.",
  items_pass_to_who_may_answer: "Choose somebody active who may answer in reviews.",
  items_are_opened_by_who_answers: "This item does not wait for you now.",
  stages_last_as_defined: "A stage lasts as many days as the review was defined with.",
  stages_follow_one_another: "A stage ends when its time is over or everything in it is answered.",
  stages_are_answered_in_turn: "The stage in which this was asked is over.",
  reviews_begin_as_drafts: "A review begins as a draft, and runs once its population is frozen.",
  service_token_lives_at_most_180_days: "A service token may live 180 days at most.",
};

/** Whole codes only: PostgreSQL's SQLSTATE (appendix A), Prisma's, the adapter's kinds, the system's. */
const LOST_RACE = /^(P2002|P2034|40001|40P01|55P03|23505)$/;
const NOT_LET_IN = /^(28P01|28000|3D000|P1000|P1003|P1010)$/;
const AWAY =
  /^(08\w{3}|57P0[123]|53300|P1001|P1002|P1008|P1011|P1017|P2024|DatabaseNotReachable|ConnectionClosed|SocketTimeout|TlsConnectionError|TooManyConnections|ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT)$/;

/** What the driver and its pool say without any code. */
const AWAY_WORDS =
  /^(timeout exceeded when trying to connect|Connection terminated( unexpectedly| due to connection timeout)?|Client has encountered a connection error and is not queryable|Transaction API error: Unable to start a transaction in the given time\.)$/;

/** Turns what Prisma or PostgreSQL threw into an AppError; leaves an AppError, and whatever is a bug, as it is. */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const reports = reportsOf(error);
  const has = (pattern: RegExp) => reports.some(({ codes }) => codes.some((code) => pattern.test(code)));
  const detail = reports.map(({ codes, words }) => [...codes, words].join(" ")).join("; ");
  const guard = reports.map(({ words }) => guardIn(words)).find((words) => words !== undefined);
  if (guard !== undefined) return new AppError("refused", guard, { cause: error, detail });
  if (has(LOST_RACE)) {
    const words = "Somebody else did this at the same time. Reload and try again.";
    return new AppError("conflict", words, { cause: error, detail });
  }
  if (has(NOT_LET_IN)) return away(error, `the database does not let DATABASE_APP_URL in: ${detail}`);
  if (has(AWAY) || reports.some(({ words }) => AWAY_WORDS.test(words))) return away(error, detail);
  return error;
}

function away(cause: unknown, detail: string): AppError {
  const words = "The database cannot be reached right now. Nothing was changed; try again.";
  return new AppError("unavailable", words, { cause, detail });
}

/** A check names its constraint; a trigger of ours begins with its name. Never looked for in a row's contents. */
function guardIn(words: string): string | undefined {
  const name = /^(\w+)(?::|$)/.exec(words)?.[1] ?? /constraint "(\w+)"/.exec(words)?.[1] ?? "";
  return Object.hasOwn(GUARDS, name) ? GUARDS[name] : undefined;
}

interface Report {
  codes: string[];
  words: string;
}

/** What a database, its driver or its socket reported, along the chain of causes; nothing of any other error. */
function reportsOf(error: unknown): Report[] {
  const reports: Report[] = [];
  let current: unknown = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth += 1) {
    const report = reportOf(current);
    if (report !== undefined) reports.push(report);
    current = current.cause;
  }
  return reports;
}

function reportOf(error: Error): Report | undefined {
  const { name, message, code, errorCode, meta, severity, syscall } = error as Error &
    Record<string, unknown>;
  if (name.startsWith("PrismaClient")) {
    const { driverAdapterError } = recordOf(meta);
    const adapter = adapterReport(recordOf(driverAdapterError).cause);
    return {
      codes: [...texts(code, errorCode, recordOf(meta).code), ...adapter.codes],
      words: adapter.words || message,
    };
  }
  if (name === "DriverAdapterError") return adapterReport(error.cause);
  if (typeof severity === "string" || typeof syscall === "string") {
    return { codes: texts(code), words: message };
  }
  return AWAY_WORDS.test(message) ? { codes: [], words: message } : undefined;
}

/** `@prisma/driver-adapter-utils`: `{ kind, originalCode?, originalMessage?, host?, port? }`. */
function adapterReport(cause: unknown): Report {
  const { kind, originalCode, originalMessage, reason, host, port } = recordOf(cause);
  const place = texts(host, port === undefined ? undefined : String(port)).join(":");
  return { codes: texts(originalCode, kind), words: texts(originalMessage, reason)[0] ?? place };
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function texts(...values: unknown[]): string[] {
  return values.filter((value) => typeof value === "string" && value !== "") as string[];
}
