-- Of seats that wait as those given back do: nobody gave them back, the office planned them anew
-- after the draw of their day had closed its list. Rows from before cannot tell.
alter table freed_seat add column planned_anew boolean not null default false;
