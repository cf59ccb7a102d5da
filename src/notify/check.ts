import type { Checks } from '../platform/recount.ts'

/** Promise 8: a message is sent once. What one channel makes of one row is docs/messages.md's. */
export const messageChecks: Checks = {
  'nobody is told the same by two messages': `
    select office_id as office, 'booking ' || booking_id as where,
           'has ' || count(*) || ' messages ' || kind || ' about ' || about as what
    from message where booking_id is not null
    group by office_id, booking_id, kind, about having count(*) > 1`,
  'the guards of messages stand': `
    select '' as office, name as where, 'the database lacks this guard' as what
    from unnest(array['message_once', 'message_pkey', 'message_event_pkey', 'survey_once']) as name
    where not exists (select from pg_constraint c where c.conname = name and c.convalidated)`,
}
