-- What a leaf says in the open beside its commitment: of which draw a list was closed. Whoever
-- closes two lists for one draw, to show the better one later, shows it to everybody who reads the log.
alter table audit add column subject text check (subject ~ '^[ -~]+$' and length(subject) <= 4000);
