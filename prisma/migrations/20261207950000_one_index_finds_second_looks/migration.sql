-- The same rows are found by campaign_item_looked_at_again, whose first columns are these.
drop index campaign_item_second_look;
