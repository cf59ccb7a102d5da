-- Six digits that were taken at a sign-in. A code lives for three half minutes, and while it
-- does at most four others are taken: the last five are enough.
alter table staff_two_factor add column used_codes text[] not null default '{}';
