-- A draft that nobody wants any more stays on record. A value of its own migration: none can be used where it is added.
alter type campaign_state add value 'discarded';
