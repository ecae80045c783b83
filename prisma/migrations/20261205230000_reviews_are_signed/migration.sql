-- Who vouches for a closed review: for exactly this evidence and these figures. One for each; nothing changes it.
create table campaign_sign_off (
  organization_id uuid not null,
  campaign_id uuid not null,
  signed_by_id uuid not null,
  signed_at timestamptz(3) not null,
  -- When whoever signed had last shown the identity provider who they are.
  authenticated_at timestamptz(3) not null,
  statement text,
  evidence_hash text not null,
  totals jsonb not null,
  constraint campaign_sign_off_pkey primary key (organization_id, campaign_id),
  constraint campaign_sign_off_organization_id_fkey foreign key (organization_id)
    references organization (id) on delete restrict on update cascade,
  constraint campaign_sign_off_organization_id_campaign_id_fkey foreign key (organization_id, campaign_id)
    references campaign (organization_id, id) on delete restrict on update cascade,
  constraint campaign_sign_off_organization_id_signed_by_id_fkey foreign key (organization_id, signed_by_id)
    references users (organization_id, id) on delete restrict on update cascade
);
create index campaign_sign_off_organization_id_signed_by_id_idx on campaign_sign_off (organization_id, signed_by_id);
alter table campaign_sign_off enable row level security;
create policy tenant on campaign_sign_off using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
grant select, insert on campaign_sign_off to steward_app;

-- Those in whose place a delegate answered: few, and asked for by person.
create index campaign_answer_decided_for_idx on campaign_answer (organization_id, decided_for_id, campaign_id)
  where decided_for_id is not null;

-- Answered in it, or had somebody answer in their place: such a person does not vouch for it.
create function has_answered_in(p_campaign_id uuid, p_user_id uuid) returns boolean language sql stable parallel safe
return exists (
    select from campaign_answer a
    where a.organization_id = current_organization_id() and a.decided_by_id = p_user_id and a.campaign_id = p_campaign_id
  ) or exists (
    select from campaign_answer a
    where a.organization_id = current_organization_id() and a.decided_for_id = p_user_id and a.campaign_id = p_campaign_id);

-- Whoever may sign a review: the person its definition names; where it names nobody, or that person is gone, answered in
-- it or has no role that acts, any administrator who answered nothing in it.
create function campaign_signers(p_campaign_id uuid) returns setof uuid language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  with named as (
    select u.id from campaign c
    join users u on u.organization_id = c.organization_id and u.id = (c.definition ->> 'signerId')::uuid and u.is_active
    where c.organization_id = current_organization_id() and c.id = p_campaign_id
      and exists (select from role_assignment a
        where a.organization_id = u.organization_id and a.user_id = u.id and a.role <> 'auditor')
      and not has_answered_in(p_campaign_id, u.id)
  )
  select id from named
  union all
  select u.id from users u
  join role_assignment a on a.organization_id = u.organization_id and a.user_id = u.id and a.role = 'admin'
  where u.organization_id = current_organization_id() and u.is_active
    and not exists (select from named) and not has_answered_in(p_campaign_id, u.id)
$$;

-- A sign-off is by whoever may, freshly signed in, for the evidence that was anchored and for the figures that the
-- database has counted.
create function refuse_unfit_sign_off() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  review campaign;
  counted record;
begin
  select * into review from campaign c
  where c.organization_id = new.organization_id and c.id = new.campaign_id for update;
  if review.state is distinct from 'closed' or new.evidence_hash is distinct from review.evidence_hash
    or new.signed_at < review.closed_at then
    raise exception 'closed_reviews_are_signed: what is signed is the evidence of a closed review'
      using errcode = '23514', constraint = 'closed_reviews_are_signed';
  end if;
  if new.signed_by_id not in (select campaign_signers(new.campaign_id)) then
    raise exception 'reviewers_do_not_sign: somebody else signs this review'
      using errcode = '23514', constraint = 'reviewers_do_not_sign';
  end if;
  if new.authenticated_at > new.signed_at or new.authenticated_at < new.signed_at - interval '5 minutes' then
    raise exception 'signing_wants_a_fresh_sign_in: the sign-in is too old'
      using errcode = '23514', constraint = 'signing_wants_a_fresh_sign_in';
  end if;
  select coalesce(sum(t.count), 0) as population,
    coalesce(sum(t.count) filter (where t.decision = 'keep'), 0) as kept,
    coalesce(sum(t.count) filter (where t.decision = 'revoke'), 0) as revoked,
    coalesce(sum(t.count) filter (where t.decision = 'change'), 0) as changed,
    coalesce(sum(t.count) filter (where t.decision = 'undecided'), 0) as unanswered,
    coalesce(sum(t.count) filter (where ends), 0) as removals,
    coalesce(sum(t.count) filter (where ends and t.outcome = 'applied'), 0) as applied,
    coalesce(sum(t.count) filter (where ends and t.outcome = 'failed'), 0) as failed,
    coalesce(sum(t.count) filter (where ends and t.outcome = 'not_needed'), 0) as not_needed,
    coalesce(sum(t.count) filter (where t.decision = 'change' and t.outcome = 'applied'), 0) as change_applied,
    coalesce(sum(t.count) filter (where t.decision = 'change' and t.outcome = 'failed'), 0) as change_failed,
    coalesce(sum(t.count) filter (where t.decision = 'change' and t.outcome = 'not_needed'), 0) as change_not_needed
  into counted
  from campaign_tally t
  cross join lateral (select t.decision = 'revoke' or (t.decision = 'undecided'
    and review.definition -> 'noResponse' ->> t.risk::text = 'revoke') as ends) what
  where t.organization_id = new.organization_id and t.campaign_id = new.campaign_id;
  if (counted.population, counted.kept, counted.revoked, counted.changed, counted.unanswered,
      counted.removals, counted.applied, counted.failed, counted.not_needed,
      counted.change_applied, counted.change_failed, counted.change_not_needed) is distinct from
    ((new.totals ->> 'population')::numeric, (new.totals ->> 'kept')::numeric, (new.totals ->> 'revoked')::numeric,
      (new.totals ->> 'changed')::numeric, (new.totals ->> 'unanswered')::numeric, (new.totals ->> 'removals')::numeric,
      (new.totals ->> 'applied')::numeric, (new.totals ->> 'failed')::numeric, (new.totals ->> 'notNeeded')::numeric,
      (new.totals ->> 'changeApplied')::numeric, (new.totals ->> 'changeFailed')::numeric,
      (new.totals ->> 'changeNotNeeded')::numeric) then
    raise exception 'signed_figures_tie_out: these are not the figures of this review'
      using errcode = '23514', constraint = 'signed_figures_tie_out';
  end if;
  return new;
end
$$;
create trigger refuse_unfit_sign_off before insert on campaign_sign_off
  for each row execute function refuse_unfit_sign_off();

-- Signing is one write: the review is signed with it, and no other way.
create function sign_campaign() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  update campaign c set state = 'signed', version = c.version + 1
  where c.organization_id = new.organization_id and c.id = new.campaign_id;
  return null;
end
$$;
create trigger sign_campaign after insert on campaign_sign_off for each row execute function sign_campaign();

create function refuse_unsigned_campaign() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (
    select from campaign_sign_off s where s.organization_id = new.organization_id and s.campaign_id = new.id
  ) then
    raise exception 'signed_by_somebody: nobody signed this review'
      using errcode = '23514', constraint = 'signed_by_somebody';
  end if;
  return new;
end
$$;
create trigger refuse_campaign_begun_signed before insert on campaign
  for each row when (new.state = 'signed') execute function refuse_unsigned_campaign();
create trigger refuse_unsigned_campaign before update on campaign
  for each row when (old.state <> 'signed' and new.state = 'signed') execute function refuse_unsigned_campaign();
