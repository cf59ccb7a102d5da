-- People in an entry as its closed list says, where one has left the waiting list since. Its
-- `commitment` and `salt` stay those of the list, which the public file is verified by.
alter table draw_entry add column listed_size smallint check (listed_size > party_size);
