-- Who is to answer for a server is offered and accepted, or claimed and confirmed; a server's end is asked for and dated.
create type ownership_seat as enum ('owner', 'backup');
create type ownership_offer_state as enum ('offered', 'claimed', 'accepted', 'confirmed', 'declined', 'withdrawn', 'expired');

create table ownership_offer (
  organization_id uuid not null references organization (id) on delete restrict on update cascade,
  id uuid not null,
  server_id uuid not null,
  seat ownership_seat not null,
  state ownership_offer_state not null,
  -- Who held the seat when it was offered or claimed. Somebody else in it by now: the offer is void.
  holder_id uuid,
  made_by_id uuid not null,
  receiver_id uuid not null,
  -- The words that go with an offer; the reason of a claim.
  message text not null,
  made_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  answered_by_id uuid,
  answer text,
  ended_at timestamptz(3),
  version integer not null default 1,
  constraint ownership_offer_pkey primary key (organization_id, id),
  constraint ownership_offer_organization_id_server_id_fkey foreign key (organization_id, server_id)
    references server (organization_id, id) on delete restrict on update cascade,
  constraint ownership_offer_organization_id_holder_id_fkey foreign key (organization_id, holder_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint ownership_offer_organization_id_made_by_id_fkey foreign key (organization_id, made_by_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint ownership_offer_organization_id_receiver_id_fkey foreign key (organization_id, receiver_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint ownership_offer_organization_id_answered_by_id_fkey foreign key (organization_id, answered_by_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint ownership_offer_is_to_somebody_else check (receiver_id is distinct from holder_id),
  constraint ownership_offer_has_an_end check (expires_at > made_at),
  constraint ownership_offer_end_is_dated check ((state in ('offered', 'claimed')) = (ended_at is null)),
  -- Only the receiver accepts, and nobody confirms their own claim: whatever the application does.
  constraint ownership_offer_is_accepted_by_its_receiver check (state <> 'accepted' or answered_by_id = receiver_id),
  constraint ownership_claim_is_confirmed_by_another check (
    state <> 'confirmed' or (answered_by_id is not null and answered_by_id <> receiver_id)
  )
);

create unique index ownership_offer_one_open_per_seat on ownership_offer (organization_id, server_id, seat)
  where state in ('offered', 'claimed');
create index ownership_offer_organization_id_server_id_made_at_idx on ownership_offer (organization_id, server_id, made_at);
-- What waits for a person, for an administrator, and for its end. Partial, because equality of an enum is not
-- leakproof: under row-level security it can choose an index but not be looked up in one.
create index ownership_offer_by_receiver on ownership_offer (organization_id, receiver_id, made_at)
  where state in ('offered', 'claimed');
create index ownership_offer_by_holder on ownership_offer (organization_id, holder_id)
  where state in ('offered', 'claimed');
create index ownership_offer_claimed on ownership_offer (organization_id, made_at, id) where state = 'claimed';
create index ownership_offer_by_end on ownership_offer (organization_id, expires_at)
  where state in ('offered', 'claimed');

alter table ownership_offer enable row level security;
create policy tenant on ownership_offer using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));

-- What was offered, by whom and to whom, stays as it was: only its fate may change.
grant select, insert on ownership_offer to steward_app;
grant update (state, answered_by_id, answer, ended_at, version) on ownership_offer to steward_app;

alter table server
  -- Set when its owner has left and those who answer in their place were told; cleared with the owner.
  add column orphaned_at timestamptz(3),
  add column retire_asked_by_id uuid,
  add column retire_asked_at timestamptz(3),
  add column retire_reason text,
  add column retire_on date,
  add column ended_at timestamptz(3),
  add constraint server_organization_id_retire_asked_by_id_fkey
    foreign key (organization_id, retire_asked_by_id)
    references users (organization_id, id) on delete restrict on update cascade,
  add constraint server_retirement_is_whole check (
    (retire_asked_at is null) = (retire_reason is null)
    and (retire_asked_at is null) = (retire_on is null)
    and (retire_asked_at is null) = (retire_asked_by_id is null)
  );

-- Retirements that are due, and servers of a person who left that nobody was told of yet.
create index server_retirement_due on server (organization_id, retire_on, id)
  where retire_on is not null;
create index server_not_noted_as_orphan on server (organization_id, owner_id, id)
  where orphaned_at is null and state <> 'retired';

create function forget_orphan() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  new.orphaned_at := null;
  return new;
end
$$;
create trigger forget_orphan before update of owner_id on server
  for each row when (old.owner_id is distinct from new.owner_id) execute function forget_orphan();

-- Revoked and retired are final: a server that was cut off comes back only by being registered anew.
create function refuse_return_of_ended_server() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'server_end_is_final: a revoked server is only ever retired, a retired one never changes state'
    using errcode = '23514', constraint = 'server_end_is_final';
end
$$;
create trigger refuse_return_of_ended_server before update of state on server
  for each row when (
    (old.state = 'retired' and new.state <> 'retired') or (old.state = 'revoked' and new.state not in ('revoked', 'retired'))
  ) execute function refuse_return_of_ended_server();
