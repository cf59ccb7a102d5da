-- Who moved to another site of the office on the same day is seen there from then on: one visit
-- a person a day still holds, and the number they had before keeps its people without it.
alter table visit_person alter column nik_hash drop not null;
