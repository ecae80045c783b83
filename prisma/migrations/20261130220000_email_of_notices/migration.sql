-- E-mail of notices: preferences and deliveries. Guarded by row-level security and constraints; no function changes.
-- What a person wants by e-mail; without a row, the defaults.
create table notice_preference (
  organization_id uuid not null references organization (id) on delete restrict on update cascade,
  user_id uuid not null,
  -- Group of events: at_once, digest or off. A group without an entry has its default.
  emails jsonb not null,
  time_zone text,
  digest_hour integer not null,
  changed_at timestamptz(3) not null,
  constraint notice_preference_pkey primary key (organization_id, user_id),
  constraint notice_preference_organization_id_user_id_fkey foreign key (organization_id, user_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint notice_preference_emails check (jsonb_typeof(emails) = 'object'),
  constraint notice_preference_hour check (digest_hour between 0 and 23)
);

create type email_state as enum ('waiting', 'sending', 'sent', 'failed', 'skipped');

-- One e-mail: a notice at once, or the digest of a day. What it says is read from the notices when it is sent.
create table email_delivery (
  organization_id uuid not null references organization (id) on delete restrict on update cascade,
  id uuid not null,
  user_id uuid not null,
  notice_id uuid,
  digest_on date,
  state email_state not null,
  attempts integer not null default 0,
  -- When it is tried next; while it is being sent, when it counts as lost.
  due_at timestamptz(3) not null,
  attempted_at timestamptz(3),
  -- Words of our own: never what a mail server said.
  last_error text,
  created_at timestamptz(3) not null,
  settled_at timestamptz(3),
  constraint email_delivery_pkey primary key (organization_id, id),
  constraint email_delivery_organization_id_user_id_fkey foreign key (organization_id, user_id)
    references users (organization_id, id) on delete restrict on update cascade,
  constraint email_delivery_organization_id_notice_id_fkey foreign key (organization_id, notice_id)
    references notice (organization_id, id) on delete cascade on update cascade,
  constraint email_delivery_is_one_thing check ((notice_id is null) <> (digest_on is null)),
  constraint email_delivery_attempts check (attempts between 0 and 100),
  constraint email_delivery_settled check ((settled_at is null) = (state in ('waiting', 'sending')))
);

-- Nobody is sent a notice twice, nor two digests a day.
create unique index email_delivery_organization_id_notice_id_key on email_delivery (organization_id, notice_id);
create unique index email_delivery_organization_id_user_id_digest_on_key
  on email_delivery (organization_id, user_id, digest_on);
create index email_delivery_due on email_delivery (organization_id, due_at) where state in ('waiting', 'sending');
create index email_delivery_attempted on email_delivery (organization_id, attempted_at);
create index email_delivery_failed on email_delivery (organization_id, id) where state = 'failed';
create index email_delivery_organization_id_created_at_idx on email_delivery (organization_id, created_at);
create index notice_unread_time on notice (organization_id, user_id, created_at) where read_at is null;

alter table notice_preference enable row level security;
create policy tenant on notice_preference using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));
alter table email_delivery enable row level security;
create policy tenant on email_delivery using (organization_id = (select current_organization_id()))
  with check (organization_id = (select current_organization_id()));

grant select, insert, update on notice_preference to steward_app;
grant select, insert, delete on email_delivery to steward_app;
grant update (state, attempts, due_at, attempted_at, last_error, settled_at) on email_delivery to steward_app;
