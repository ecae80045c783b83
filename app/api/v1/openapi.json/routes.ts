import * as absencesOfId from "../absences/[id]/route.ts";
import * as absencesMine from "../absences/mine/route.ts";
import * as absences from "../absences/route.ts";
import * as auditEventsExport from "../audit-events/export/route.ts";
import * as auditEvents from "../audit-events/route.ts";
import * as breakGlass from "../break-glass/route.ts";
import * as campaignsOfIdChangesOfItemId from "../campaigns/[id]/changes/[itemId]/route.ts";
import * as campaignsOfIdChanges from "../campaigns/[id]/changes/route.ts";
import * as campaignsOfIdCloseAcceptance from "../campaigns/[id]/close/acceptance/route.ts";
import * as campaignsOfIdCloseAnswers from "../campaigns/[id]/close/answers/route.ts";
import * as campaignsOfIdCloseRetries from "../campaigns/[id]/close/retries/route.ts";
import * as campaignsOfIdClose from "../campaigns/[id]/close/route.ts";
import * as campaignsOfIdCopies from "../campaigns/[id]/copies/route.ts";
import * as campaignsOfIdDecisionsOfBatchIdUndo from "../campaigns/[id]/decisions/[batchId]/undo/route.ts";
import * as campaignsOfIdDecisions from "../campaigns/[id]/decisions/route.ts";
import * as campaignsOfIdEvidence from "../campaigns/[id]/evidence/route.ts";
import * as campaignsOfIdItemsOfItemIdDecisions from "../campaigns/[id]/items/[itemId]/decisions/route.ts";
import * as campaignsOfIdItemsOfItemIdOpening from "../campaigns/[id]/items/[itemId]/opening/route.ts";
import * as campaignsOfIdItemsOfItemId from "../campaigns/[id]/items/[itemId]/route.ts";
import * as campaignsOfIdItems from "../campaigns/[id]/items/route.ts";
import * as campaignsOfIdIterations from "../campaigns/[id]/iterations/route.ts";
import * as campaignsOfIdProgress from "../campaigns/[id]/progress/route.ts";
import * as campaignsOfIdReassignments from "../campaigns/[id]/reassignments/route.ts";
import * as campaignsOfIdRemovals from "../campaigns/[id]/removals/route.ts";
import * as campaignsOfId from "../campaigns/[id]/route.ts";
import * as campaignsOfIdRun from "../campaigns/[id]/run/route.ts";
import * as campaignsOfIdSignOff from "../campaigns/[id]/sign-off/route.ts";
import * as campaignsOfIdStages from "../campaigns/[id]/stages/route.ts";
import * as campaignsOfIdStaging from "../campaigns/[id]/staging/route.ts";
import * as campaigns from "../campaigns/route.ts";
import * as candidates from "../candidates/route.ts";
import * as consumersOfSlug from "../consumers/[slug]/route.ts";
import * as consumers from "../consumers/route.ts";
import * as credentialsOfId from "../credentials/[id]/route.ts";
import * as credentials from "../credentials/route.ts";
import * as findings from "../findings/route.ts";
import * as grantsOfId from "../grants/[id]/route.ts";
import * as grants from "../grants/route.ts";
import * as imports from "../imports/route.ts";
import * as notificationPreferences from "../notification-preferences/route.ts";
import * as policiesOfNumberEffect from "../policies/[number]/effect/route.ts";
import * as policiesOfNumber from "../policies/[number]/route.ts";
import * as policies from "../policies/route.ts";
import * as requestsOfIdBreakGlassReviews from "../requests/[id]/break-glass-reviews/route.ts";
import * as requestsOfIdChanges from "../requests/[id]/changes/route.ts";
import * as requestsOfIdComments from "../requests/[id]/comments/route.ts";
import * as requestsOfIdDecisions from "../requests/[id]/decisions/route.ts";
import * as requestsOfIdResubmission from "../requests/[id]/resubmission/route.ts";
import * as requestsOfId from "../requests/[id]/route.ts";
import * as requests from "../requests/route.ts";
import * as reviewCoverage from "../review-coverage/route.ts";
import * as reviewSchedulesOfIdPause from "../review-schedules/[id]/pause/route.ts";
import * as reviewSchedulesOfIdResume from "../review-schedules/[id]/resume/route.ts";
import * as reviewSchedulesOfId from "../review-schedules/[id]/route.ts";
import * as reviewSchedules from "../review-schedules/route.ts";
import * as reviewSuspensionDecisions from "../review-suspension/decisions/route.ts";
import * as reviewSuspension from "../review-suspension/route.ts";
import * as reviewTriggersOfKind from "../review-triggers/[kind]/route.ts";
import * as reviewTriggers from "../review-triggers/route.ts";
import * as serversOfSlugConsumers from "../servers/[slug]/consumers/route.ts";
import * as serversOfSlugCredentials from "../servers/[slug]/credentials/route.ts";
import * as serversOfSlugFindings from "../servers/[slug]/findings/route.ts";
import * as serversOfSlugHistory from "../servers/[slug]/history/route.ts";
import * as serversOfSlugIntrospections from "../servers/[slug]/introspections/route.ts";
import * as serversOfSlugRevocationPath from "../servers/[slug]/revocation-path/route.ts";
import * as serversOfSlug from "../servers/[slug]/route.ts";
import * as serversOfSlugScopes from "../servers/[slug]/scopes/route.ts";
import * as serversOfSlugSystems from "../servers/[slug]/systems/route.ts";
import * as serversOfSlugTools from "../servers/[slug]/tools/route.ts";
import * as serversExport from "../servers/export/route.ts";
import * as servers from "../servers/route.ts";
import * as systemsOfSlug from "../systems/[slug]/route.ts";
import * as systems from "../systems/route.ts";
import * as webhookDeliveriesOfIdRetries from "../webhook-deliveries/[id]/retries/route.ts";
import * as webhooksOfId from "../webhooks/[id]/route.ts";
import * as webhooksOfIdSecret from "../webhooks/[id]/secret/route.ts";
import * as webhooksOfIdState from "../webhooks/[id]/state/route.ts";
import * as webhooksOfIdTests from "../webhooks/[id]/tests/route.ts";
import * as webhooks from "../webhooks/route.ts";

/** Every route but that of the document itself. `tests/structure/openapi.test.ts` compares it with what is on disk. */
export const ROUTES = {
  "/absences/{id}": absencesOfId,
  "/absences/mine": absencesMine,
  "/absences": absences,
  "/audit-events/export": auditEventsExport,
  "/audit-events": auditEvents,
  "/break-glass": breakGlass,
  "/campaigns/{id}/decisions/{batchId}/undo": campaignsOfIdDecisionsOfBatchIdUndo,
  "/campaigns/{id}/decisions": campaignsOfIdDecisions,
  "/campaigns/{id}/evidence": campaignsOfIdEvidence,
  "/campaigns/{id}/items/{itemId}/decisions": campaignsOfIdItemsOfItemIdDecisions,
  "/campaigns/{id}/items/{itemId}/opening": campaignsOfIdItemsOfItemIdOpening,
  "/campaigns/{id}/items/{itemId}": campaignsOfIdItemsOfItemId,
  "/campaigns/{id}/items": campaignsOfIdItems,
  "/campaigns/{id}/changes": campaignsOfIdChanges,
  "/campaigns/{id}/changes/{itemId}": campaignsOfIdChangesOfItemId,
  "/campaigns/{id}/close/acceptance": campaignsOfIdCloseAcceptance,
  "/campaigns/{id}/close/answers": campaignsOfIdCloseAnswers,
  "/campaigns/{id}/close/retries": campaignsOfIdCloseRetries,
  "/campaigns/{id}/close": campaignsOfIdClose,
  "/campaigns/{id}/removals": campaignsOfIdRemovals,
  "/campaigns/{id}/copies": campaignsOfIdCopies,
  "/campaigns/{id}/iterations": campaignsOfIdIterations,
  "/campaigns/{id}/progress": campaignsOfIdProgress,
  "/campaigns/{id}/reassignments": campaignsOfIdReassignments,
  "/campaigns/{id}/run": campaignsOfIdRun,
  "/campaigns/{id}/stages": campaignsOfIdStages,
  "/campaigns/{id}/staging": campaignsOfIdStaging,
  "/campaigns/{id}/sign-off": campaignsOfIdSignOff,
  "/campaigns/{id}": campaignsOfId,
  "/campaigns": campaigns,
  "/candidates": candidates,
  "/consumers/{slug}": consumersOfSlug,
  "/consumers": consumers,
  "/credentials/{id}": credentialsOfId,
  "/credentials": credentials,
  "/findings": findings,
  "/grants/{id}": grantsOfId,
  "/grants": grants,
  "/imports": imports,
  "/notification-preferences": notificationPreferences,
  "/policies/{number}/effect": policiesOfNumberEffect,
  "/policies/{number}": policiesOfNumber,
  "/policies": policies,
  "/requests/{id}/break-glass-reviews": requestsOfIdBreakGlassReviews,
  "/requests/{id}/changes": requestsOfIdChanges,
  "/requests/{id}/comments": requestsOfIdComments,
  "/requests/{id}/decisions": requestsOfIdDecisions,
  "/requests/{id}/resubmission": requestsOfIdResubmission,
  "/requests/{id}": requestsOfId,
  "/requests": requests,
  "/review-coverage": reviewCoverage,
  "/review-suspension": reviewSuspension,
  "/review-suspension/decisions": reviewSuspensionDecisions,
  "/review-schedules": reviewSchedules,
  "/review-schedules/{id}": reviewSchedulesOfId,
  "/review-schedules/{id}/pause": reviewSchedulesOfIdPause,
  "/review-schedules/{id}/resume": reviewSchedulesOfIdResume,
  "/review-triggers": reviewTriggers,
  "/review-triggers/{kind}": reviewTriggersOfKind,
  "/servers/{slug}/consumers": serversOfSlugConsumers,
  "/servers/{slug}/credentials": serversOfSlugCredentials,
  "/servers/{slug}/findings": serversOfSlugFindings,
  "/servers/{slug}/history": serversOfSlugHistory,
  "/servers/{slug}/introspections": serversOfSlugIntrospections,
  "/servers/{slug}/revocation-path": serversOfSlugRevocationPath,
  "/servers/{slug}": serversOfSlug,
  "/servers/{slug}/scopes": serversOfSlugScopes,
  "/servers/{slug}/systems": serversOfSlugSystems,
  "/servers/{slug}/tools": serversOfSlugTools,
  "/servers/export": serversExport,
  "/servers": servers,
  "/systems/{slug}": systemsOfSlug,
  "/systems": systems,
  "/webhook-deliveries/{id}/retries": webhookDeliveriesOfIdRetries,
  "/webhooks/{id}": webhooksOfId,
  "/webhooks/{id}/secret": webhooksOfIdSecret,
  "/webhooks/{id}/state": webhooksOfIdState,
  "/webhooks/{id}/tests": webhooksOfIdTests,
  "/webhooks": webhooks,
} as const;
