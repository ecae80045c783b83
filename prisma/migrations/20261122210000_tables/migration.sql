-- CreateEnum
CREATE TYPE "request_state" AS ENUM ('draft', 'pending', 'approved', 'rejected', 'withdrawn', 'expired', 'applied', 'failed');

-- CreateEnum
CREATE TYPE "request_cause" AS ENUM ('asked', 'drift');

-- CreateEnum
CREATE TYPE "request_item_kind" AS ENUM ('tool', 'access');

-- CreateEnum
CREATE TYPE "decision_kind" AS ENUM ('approve', 'reject');

-- CreateEnum
CREATE TYPE "candidate_state" AS ENUM ('discovered', 'registered', 'dismissed');

-- CreateEnum
CREATE TYPE "introspection_state" AS ENUM ('queued', 'running', 'succeeded', 'failed');

-- CreateEnum
CREATE TYPE "grant_kind" AS ENUM ('tool', 'scope', 'access');

-- CreateEnum
CREATE TYPE "grant_state" AS ENUM ('active', 'suspended', 'revoked');

-- CreateEnum
CREATE TYPE "grant_origin" AS ENUM ('approval', 'import', 'review');

-- CreateEnum
CREATE TYPE "revocation_step_kind" AS ENUM ('deny_decisions', 'oauth_revocation', 'webhook', 'scim_deactivate', 'lease_revoke', 'manual');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('admin', 'approver', 'auditor', 'member');

-- CreateEnum
CREATE TYPE "environment" AS ENUM ('development', 'staging', 'production');

-- CreateEnum
CREATE TYPE "transport" AS ENUM ('stdio', 'streamable_http', 'sse');

-- CreateEnum
CREATE TYPE "criticality" AS ENUM ('low', 'medium', 'high', 'critical');

-- CreateEnum
CREATE TYPE "server_state" AS ENUM ('discovered', 'registered', 'active', 'suspended', 'revoked', 'retired');

-- CreateEnum
CREATE TYPE "impact" AS ENUM ('reads', 'changes_data', 'executes', 'regulated');

-- CreateEnum
CREATE TYPE "tool_state" AS ENUM ('discovered', 'pending', 'enabled', 'suspended', 'disabled', 'removed');

-- CreateEnum
CREATE TYPE "tool_change" AS ENUM ('added', 'cosmetic', 'material', 'renamed', 'removed', 'returned');

-- CreateEnum
CREATE TYPE "scope_breadth" AS ENUM ('narrow', 'broad', 'wildcard');

-- CreateEnum
CREATE TYPE "credential_kind" AS ENUM ('oauth_client', 'personal_access_token', 'api_key', 'static_bearer', 'certificate', 'workload_identity');

-- CreateEnum
CREATE TYPE "credential_kept_in" AS ENUM ('configuration', 'secret_manager', 'environment', 'platform', 'unknown');

-- CreateEnum
CREATE TYPE "credential_state" AS ENUM ('active', 'rotated', 'revoked');

-- CreateEnum
CREATE TYPE "consumer_kind" AS ENUM ('agent', 'application', 'service', 'user', 'group');

-- CreateEnum
CREATE TYPE "severity" AS ENUM ('low', 'medium', 'high', 'critical');

-- CreateEnum
CREATE TYPE "finding_state" AS ENUM ('open', 'waived', 'resolved');

-- CreateEnum
CREATE TYPE "campaign_state" AS ENUM ('draft', 'staged', 'running', 'closing', 'closed', 'signed');

-- CreateEnum
CREATE TYPE "item_decision" AS ENUM ('undecided', 'keep', 'revoke', 'change');

-- CreateEnum
CREATE TYPE "item_outcome" AS ENUM ('applied', 'failed', 'not_needed');

-- CreateTable
CREATE TABLE "request" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "server_id" UUID NOT NULL,
    "requester_id" UUID NOT NULL,
    "cause" "request_cause" NOT NULL,
    "state" "request_state" NOT NULL,
    "state_reason" TEXT,
    "title" TEXT NOT NULL,
    "justification" TEXT NOT NULL,
    "duration_days" INTEGER NOT NULL,
    "impact" "impact" NOT NULL,
    "environment" "environment" NOT NULL,
    "policy_snapshot" JSONB NOT NULL,
    "beneficiary_ids" UUID[],
    "submitted_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "request_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "request_item" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "kind" "request_item_kind" NOT NULL,
    "tool_id" UUID,
    "tool_digest" TEXT,
    "server_digest" TEXT NOT NULL,
    "consumer_id" UUID,
    "definition" JSONB,
    "previous_definition" JSONB,

    CONSTRAINT "request_item_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "request_stage" (
    "organization_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "approver_role" "role" NOT NULL,
    "quorum" INTEGER NOT NULL,

    CONSTRAINT "request_stage_pkey" PRIMARY KEY ("organization_id","request_id","position")
);

-- CreateTable
CREATE TABLE "request_decision" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "requester_id" UUID NOT NULL,
    "stage_position" INTEGER NOT NULL,
    "decider_id" UUID NOT NULL,
    "decision" "decision_kind" NOT NULL,
    "reason" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "request_decision_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "organization_id" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,
    "id" UUID NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "type" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" UUID,
    "subject_name" TEXT NOT NULL,
    "request_id" TEXT,
    "detail" JSONB NOT NULL,
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("organization_id","sequence")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "organization_id" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("organization_id")
);

-- CreateTable
CREATE TABLE "import" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "started_by_name" TEXT NOT NULL,
    "file_count" INTEGER NOT NULL,
    "candidate_count" INTEGER NOT NULL,
    "secret_count" INTEGER NOT NULL,
    "files" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "import_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "candidate" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "identity_key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" "candidate_state" NOT NULL,
    "state_reason" TEXT,
    "transport" "transport" NOT NULL,
    "command" TEXT,
    "args" TEXT[],
    "url" TEXT,
    "package_registry" TEXT,
    "package_name" TEXT,
    "package_version" TEXT,
    "environment_names" TEXT[],
    "secrets" JSONB NOT NULL,
    "risks" JSONB NOT NULL,
    "server_id" UUID,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "candidate_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "sighting" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "client" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "declared_name" TEXT NOT NULL,
    "is_disabled" BOOLEAN NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sighting_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "allowed_command" (
    "organization_id" UUID NOT NULL,
    "digest" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "args" TEXT[],
    "allowed_by_id" UUID NOT NULL,
    "allowed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "allowed_command_pkey" PRIMARY KEY ("organization_id","digest")
);

-- CreateTable
CREATE TABLE "introspection" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "server_id" UUID NOT NULL,
    "state" "introspection_state" NOT NULL,
    "asked_by_name" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "duration_ms" INTEGER,
    "protocol_version" TEXT,
    "server_name" TEXT,
    "server_version" TEXT,
    "tool_count" INTEGER,
    "resource_count" INTEGER,
    "prompt_count" INTEGER,
    "drift" JSONB,
    "warnings" TEXT[],
    "error_code" TEXT,
    "error_message" TEXT,

    CONSTRAINT "introspection_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "grants" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" "grant_kind" NOT NULL,
    "server_id" UUID NOT NULL,
    "tool_id" UUID,
    "tool_digest" TEXT,
    "server_digest" TEXT NOT NULL,
    "scope_id" UUID,
    "consumer_id" UUID,
    "state" "grant_state" NOT NULL,
    "state_reason" TEXT,
    "origin_kind" "grant_origin" NOT NULL,
    "request_id" UUID,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "suspended_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "grants_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "revocation_step" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "server_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" "revocation_step_kind" NOT NULL,
    "title" TEXT NOT NULL,
    "instructions" TEXT NOT NULL,
    "responsible_id" UUID,

    CONSTRAINT "revocation_step_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "organization" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "is_active" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_signed_in_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "users_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "role_assignment" (
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "assigned_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "role_assignment_pkey" PRIMARY KEY ("organization_id","user_id","role")
);

-- CreateTable
CREATE TABLE "sign_in_account" (
    "organization_id" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_account_pkey" PRIMARY KEY ("organization_id","issuer","subject")
);

-- CreateTable
CREATE TABLE "session" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "authenticated_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "service_token" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "hint" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "service_token_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "server" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "state" "server_state" NOT NULL,
    "state_reason" TEXT,
    "environment" "environment" NOT NULL,
    "criticality" "criticality" NOT NULL,
    "team" TEXT,
    "transport" "transport" NOT NULL,
    "command" TEXT,
    "args" TEXT[],
    "url" TEXT,
    "package_registry" TEXT,
    "package_name" TEXT,
    "package_version" TEXT,
    "identity_key" TEXT NOT NULL,
    "identity_digest" TEXT NOT NULL,
    "data_classes" TEXT[],
    "owner_id" UUID,
    "backup_owner_id" UUID,
    "server_role_id" UUID,
    "next_review_on" DATE NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3),
    "last_introspected_at" TIMESTAMPTZ(3),
    "registered_by_id" UUID,
    "registered_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "server_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "tool" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "server_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT,
    "description" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "claimed_impact" "impact",
    "suggested_impact" "impact" NOT NULL,
    "reviewed_impact" "impact" NOT NULL,
    "impact_reasons" JSONB NOT NULL,
    "review_reason" TEXT,
    "reviewed_by_id" UUID,
    "state" "tool_state" NOT NULL,
    "state_reason" TEXT,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "tool_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "tool_version" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "tool_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "change" "tool_change" NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tool_version_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "scope" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "server_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "system" TEXT,
    "breadth" "scope_breadth" NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "scope_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "credential" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "server_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "credential_kind" NOT NULL,
    "issuer" TEXT,
    "kept_in" "credential_kept_in" NOT NULL,
    "place" TEXT,
    "fingerprint" TEXT,
    "length_chars" INTEGER,
    "state" "credential_state" NOT NULL,
    "issued_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "last_rotated_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "credential_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "consumer" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "consumer_kind" NOT NULL,
    "owner_id" UUID,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consumer_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "worker_heartbeat" (
    "id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "worker_heartbeat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "server_role" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "max_impact" "impact" NOT NULL,
    "max_scope_breadth" "scope_breadth" NOT NULL,
    "max_credential_days" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "server_role_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "finding" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "server_id" UUID NOT NULL,
    "rule" TEXT NOT NULL,
    "subject_key" TEXT NOT NULL,
    "severity" "severity" NOT NULL,
    "summary" TEXT NOT NULL,
    "state" "finding_state" NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "finding_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "campaign" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "server_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "state" "campaign_state" NOT NULL,
    "no_response" "item_decision" NOT NULL,
    "population" JSONB NOT NULL,
    "population_hash" TEXT,
    "started_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "evidence_hash" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "campaign_item" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "grant_id" UUID NOT NULL,
    "reviewer_id" UUID NOT NULL,
    "facts" JSONB NOT NULL,
    "decision" "item_decision" NOT NULL,
    "reason" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "outcome" "item_outcome",
    "outcome_detail" TEXT,
    "outcome_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "campaign_item_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE INDEX "request_organization_id_state_submitted_at_idx" ON "request"("organization_id", "state", "submitted_at");

-- CreateIndex
CREATE INDEX "request_organization_id_submitted_at_id_idx" ON "request"("organization_id", "submitted_at", "id");

-- CreateIndex
CREATE INDEX "request_organization_id_requester_id_submitted_at_idx" ON "request"("organization_id", "requester_id", "submitted_at");

-- CreateIndex
CREATE INDEX "request_organization_id_server_id_idx" ON "request"("organization_id", "server_id");

-- CreateIndex
CREATE UNIQUE INDEX "request_organization_id_id_requester_id_key" ON "request"("organization_id", "id", "requester_id");

-- CreateIndex
CREATE INDEX "request_item_organization_id_request_id_idx" ON "request_item"("organization_id", "request_id");

-- CreateIndex
CREATE INDEX "request_item_organization_id_tool_id_idx" ON "request_item"("organization_id", "tool_id");

-- CreateIndex
CREATE UNIQUE INDEX "request_decision_organization_id_request_id_decider_id_key" ON "request_decision"("organization_id", "request_id", "decider_id");

-- CreateIndex
CREATE INDEX "audit_event_organization_id_subject_id_sequence_idx" ON "audit_event"("organization_id", "subject_id", "sequence");

-- CreateIndex
CREATE INDEX "audit_event_organization_id_type_sequence_idx" ON "audit_event"("organization_id", "type", "sequence");

-- CreateIndex
CREATE INDEX "audit_event_organization_id_actor_id_sequence_idx" ON "audit_event"("organization_id", "actor_id", "sequence");

-- CreateIndex
CREATE INDEX "audit_event_organization_id_occurred_at_sequence_idx" ON "audit_event"("organization_id", "occurred_at", "sequence");

-- CreateIndex
CREATE INDEX "import_organization_id_created_at_idx" ON "import"("organization_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "candidate_organization_id_identity_key_key" ON "candidate"("organization_id", "identity_key");

-- CreateIndex
CREATE UNIQUE INDEX "sighting_organization_id_candidate_id_client_path_declared__key" ON "sighting"("organization_id", "candidate_id", "client", "path", "declared_name");

-- CreateIndex
CREATE INDEX "introspection_organization_id_server_id_asked_at_idx" ON "introspection"("organization_id", "server_id", "asked_at");

-- CreateIndex
CREATE INDEX "grants_organization_id_server_id_state_idx" ON "grants"("organization_id", "server_id", "state");

-- CreateIndex
CREATE INDEX "grants_organization_id_tool_id_idx" ON "grants"("organization_id", "tool_id");

-- CreateIndex
CREATE INDEX "grants_organization_id_consumer_id_idx" ON "grants"("organization_id", "consumer_id");

-- CreateIndex
CREATE INDEX "grants_organization_id_request_id_idx" ON "grants"("organization_id", "request_id");

-- CreateIndex
CREATE INDEX "grants_organization_id_expires_at_id_idx" ON "grants"("organization_id", "expires_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "revocation_step_organization_id_server_id_position_key" ON "revocation_step"("organization_id", "server_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "organization_slug_key" ON "organization"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "users_organization_id_email_key" ON "users"("organization_id", "email");

-- CreateIndex
CREATE INDEX "role_assignment_organization_id_role_idx" ON "role_assignment"("organization_id", "role");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_organization_id_user_id_idx" ON "session"("organization_id", "user_id");

-- CreateIndex
CREATE INDEX "session_organization_id_expires_at_idx" ON "session"("organization_id", "expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "service_token_token_hash_key" ON "service_token"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "service_token_organization_id_name_key" ON "service_token"("organization_id", "name");

-- CreateIndex
CREATE INDEX "server_organization_id_name_id_idx" ON "server"("organization_id", "name", "id");

-- CreateIndex
CREATE INDEX "server_organization_id_updated_at_id_idx" ON "server"("organization_id", "updated_at", "id");

-- CreateIndex
CREATE INDEX "server_organization_id_next_review_on_id_idx" ON "server"("organization_id", "next_review_on", "id");

-- CreateIndex
CREATE INDEX "server_organization_id_owner_id_idx" ON "server"("organization_id", "owner_id");

-- CreateIndex
CREATE INDEX "server_organization_id_identity_key_idx" ON "server"("organization_id", "identity_key");

-- CreateIndex
CREATE UNIQUE INDEX "server_organization_id_slug_key" ON "server"("organization_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "tool_organization_id_server_id_name_key" ON "tool"("organization_id", "server_id", "name");

-- CreateIndex
CREATE INDEX "tool_version_organization_id_tool_id_seen_at_idx" ON "tool_version"("organization_id", "tool_id", "seen_at");

-- CreateIndex
CREATE UNIQUE INDEX "scope_organization_id_server_id_name_key" ON "scope"("organization_id", "server_id", "name");

-- CreateIndex
CREATE INDEX "credential_organization_id_server_id_idx" ON "credential"("organization_id", "server_id");

-- CreateIndex
CREATE INDEX "credential_organization_id_fingerprint_idx" ON "credential"("organization_id", "fingerprint");

-- CreateIndex
CREATE INDEX "credential_organization_id_expires_at_idx" ON "credential"("organization_id", "expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "consumer_organization_id_slug_key" ON "consumer"("organization_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "server_role_organization_id_slug_key" ON "server_role"("organization_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "finding_organization_id_server_id_rule_subject_key_key" ON "finding"("organization_id", "server_id", "rule", "subject_key");

-- CreateIndex
CREATE INDEX "campaign_organization_id_state_due_at_idx" ON "campaign"("organization_id", "state", "due_at");

-- CreateIndex
CREATE INDEX "campaign_item_organization_id_reviewer_id_decision_idx" ON "campaign_item"("organization_id", "reviewer_id", "decision");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_item_organization_id_campaign_id_position_key" ON "campaign_item"("organization_id", "campaign_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_item_organization_id_campaign_id_grant_id_key" ON "campaign_item"("organization_id", "campaign_id", "grant_id");

-- AddForeignKey
ALTER TABLE "request" ADD CONSTRAINT "request_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request" ADD CONSTRAINT "request_organization_id_server_id_fkey" FOREIGN KEY ("organization_id", "server_id") REFERENCES "server"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request" ADD CONSTRAINT "request_organization_id_requester_id_fkey" FOREIGN KEY ("organization_id", "requester_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_item" ADD CONSTRAINT "request_item_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_item" ADD CONSTRAINT "request_item_organization_id_request_id_fkey" FOREIGN KEY ("organization_id", "request_id") REFERENCES "request"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_item" ADD CONSTRAINT "request_item_organization_id_tool_id_fkey" FOREIGN KEY ("organization_id", "tool_id") REFERENCES "tool"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_item" ADD CONSTRAINT "request_item_organization_id_consumer_id_fkey" FOREIGN KEY ("organization_id", "consumer_id") REFERENCES "consumer"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_stage" ADD CONSTRAINT "request_stage_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_stage" ADD CONSTRAINT "request_stage_organization_id_request_id_fkey" FOREIGN KEY ("organization_id", "request_id") REFERENCES "request"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_decision" ADD CONSTRAINT "request_decision_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_decision" ADD CONSTRAINT "request_decision_organization_id_request_id_requester_id_fkey" FOREIGN KEY ("organization_id", "request_id", "requester_id") REFERENCES "request"("organization_id", "id", "requester_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_decision" ADD CONSTRAINT "request_decision_organization_id_request_id_stage_position_fkey" FOREIGN KEY ("organization_id", "request_id", "stage_position") REFERENCES "request_stage"("organization_id", "request_id", "position") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_decision" ADD CONSTRAINT "request_decision_organization_id_decider_id_fkey" FOREIGN KEY ("organization_id", "decider_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_head" ADD CONSTRAINT "audit_head_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import" ADD CONSTRAINT "import_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "candidate" ADD CONSTRAINT "candidate_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "candidate" ADD CONSTRAINT "candidate_organization_id_server_id_fkey" FOREIGN KEY ("organization_id", "server_id") REFERENCES "server"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sighting" ADD CONSTRAINT "sighting_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sighting" ADD CONSTRAINT "sighting_organization_id_candidate_id_fkey" FOREIGN KEY ("organization_id", "candidate_id") REFERENCES "candidate"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sighting" ADD CONSTRAINT "sighting_organization_id_import_id_fkey" FOREIGN KEY ("organization_id", "import_id") REFERENCES "import"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allowed_command" ADD CONSTRAINT "allowed_command_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allowed_command" ADD CONSTRAINT "allowed_command_organization_id_allowed_by_id_fkey" FOREIGN KEY ("organization_id", "allowed_by_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "introspection" ADD CONSTRAINT "introspection_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "introspection" ADD CONSTRAINT "introspection_organization_id_server_id_fkey" FOREIGN KEY ("organization_id", "server_id") REFERENCES "server"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grants" ADD CONSTRAINT "grants_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grants" ADD CONSTRAINT "grants_organization_id_server_id_fkey" FOREIGN KEY ("organization_id", "server_id") REFERENCES "server"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grants" ADD CONSTRAINT "grants_organization_id_tool_id_fkey" FOREIGN KEY ("organization_id", "tool_id") REFERENCES "tool"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grants" ADD CONSTRAINT "grants_organization_id_scope_id_fkey" FOREIGN KEY ("organization_id", "scope_id") REFERENCES "scope"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grants" ADD CONSTRAINT "grants_organization_id_consumer_id_fkey" FOREIGN KEY ("organization_id", "consumer_id") REFERENCES "consumer"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grants" ADD CONSTRAINT "grants_organization_id_request_id_fkey" FOREIGN KEY ("organization_id", "request_id") REFERENCES "request"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revocation_step" ADD CONSTRAINT "revocation_step_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revocation_step" ADD CONSTRAINT "revocation_step_organization_id_server_id_fkey" FOREIGN KEY ("organization_id", "server_id") REFERENCES "server"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revocation_step" ADD CONSTRAINT "revocation_step_organization_id_responsible_id_fkey" FOREIGN KEY ("organization_id", "responsible_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_assignment" ADD CONSTRAINT "role_assignment_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_assignment" ADD CONSTRAINT "role_assignment_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in_account" ADD CONSTRAINT "sign_in_account_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in_account" ADD CONSTRAINT "sign_in_account_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_token" ADD CONSTRAINT "service_token_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_token" ADD CONSTRAINT "service_token_organization_id_created_by_id_fkey" FOREIGN KEY ("organization_id", "created_by_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "server" ADD CONSTRAINT "server_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "server" ADD CONSTRAINT "server_organization_id_owner_id_fkey" FOREIGN KEY ("organization_id", "owner_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "server" ADD CONSTRAINT "server_organization_id_backup_owner_id_fkey" FOREIGN KEY ("organization_id", "backup_owner_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "server" ADD CONSTRAINT "server_organization_id_registered_by_id_fkey" FOREIGN KEY ("organization_id", "registered_by_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "server" ADD CONSTRAINT "server_organization_id_server_role_id_fkey" FOREIGN KEY ("organization_id", "server_role_id") REFERENCES "server_role"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool" ADD CONSTRAINT "tool_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool" ADD CONSTRAINT "tool_organization_id_server_id_fkey" FOREIGN KEY ("organization_id", "server_id") REFERENCES "server"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool" ADD CONSTRAINT "tool_organization_id_reviewed_by_id_fkey" FOREIGN KEY ("organization_id", "reviewed_by_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_version" ADD CONSTRAINT "tool_version_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_version" ADD CONSTRAINT "tool_version_organization_id_tool_id_fkey" FOREIGN KEY ("organization_id", "tool_id") REFERENCES "tool"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scope" ADD CONSTRAINT "scope_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scope" ADD CONSTRAINT "scope_organization_id_server_id_fkey" FOREIGN KEY ("organization_id", "server_id") REFERENCES "server"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credential" ADD CONSTRAINT "credential_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credential" ADD CONSTRAINT "credential_organization_id_server_id_fkey" FOREIGN KEY ("organization_id", "server_id") REFERENCES "server"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consumer" ADD CONSTRAINT "consumer_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consumer" ADD CONSTRAINT "consumer_organization_id_owner_id_fkey" FOREIGN KEY ("organization_id", "owner_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "server_role" ADD CONSTRAINT "server_role_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_organization_id_server_id_fkey" FOREIGN KEY ("organization_id", "server_id") REFERENCES "server"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_organization_id_server_id_fkey" FOREIGN KEY ("organization_id", "server_id") REFERENCES "server"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_organization_id_started_by_id_fkey" FOREIGN KEY ("organization_id", "started_by_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_item" ADD CONSTRAINT "campaign_item_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_item" ADD CONSTRAINT "campaign_item_organization_id_campaign_id_fkey" FOREIGN KEY ("organization_id", "campaign_id") REFERENCES "campaign"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_item" ADD CONSTRAINT "campaign_item_organization_id_grant_id_fkey" FOREIGN KEY ("organization_id", "grant_id") REFERENCES "grants"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_item" ADD CONSTRAINT "campaign_item_organization_id_reviewer_id_fkey" FOREIGN KEY ("organization_id", "reviewer_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_item" ADD CONSTRAINT "campaign_item_organization_id_decided_by_id_fkey" FOREIGN KEY ("organization_id", "decided_by_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
