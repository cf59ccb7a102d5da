-- The minute job asks which halls of today have changed.
create index hall_of_day on hall (day);

-- What is about this very moment is brought before twenty thousand reminders of the morning.
create index message_urgent on message (due_at)
  where state = 'waiting' and kind in ('called-soon', 'come-back', 'proof');
