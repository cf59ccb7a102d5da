-- Whom a number is for, as positions on the ticket, where a party asked for numbers of their own.
-- null: for all of the party who are here.
alter table visit add column apart smallint[];
