import { FileRefusal } from '../offices/index.ts'
import { type Translate, translator } from '../platform/i18n/index.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { applyOfficeWithSlots, type GenerateResult, sayReason } from '../schedule/index.ts'
import { readArguments } from './arguments.ts'
import type { Terminal } from './verbs.ts'
import { readInput, staffActor, withParts } from './with-parts.ts'

/** Puts an office's file in force with its slots and says what that does to the coming weeks. */
export async function run(args: string[], terminal: Terminal): Promise<void> {
  const { places, options } = readArguments(args, { places: ['FILE'], options: { 'dry-run': { type: 'boolean' } } })
  const dryRun = options['dry-run'] ?? false
  const text = await readInput(places[0])
  const t = translator('en')
  await withParts(terminal, 'office apply', async ({ database, clock, offices }) => {
    const change = { text, by: staffActor(), dryRun }
    const needs = { database, clock, catalogue: offices.catalogue, t }
    const applied = await applyOfficeWithSlots(needs, change).catch((error) => {
      throw error instanceof FileRefusal ? new OperatorError(error.lines(t).join('\n')) : error
    })
    for (const line of applied.changes) terminal.say(line)
    if (applied.changes.length === 0) terminal.say('The office is as the file says already.')
    for (const { draw, demand } of applied.announced) {
      const { days, daysFull, hoursToFill } = demand
      const hours = hoursToFill === null ? '' : `, half of them within ${hoursToFill} hours of their release`
      const counted = `${daysFull} of ${days} days from ${draw.demand.from} to ${draw.demand.to} were full`
      terminal.say(`Draw ${draw.id}, days ${draw.from} to ${draw.to}: ${counted}${hours}.`)
    }
    if (applied.slots) report(applied.slots, applied.timeZone, t, terminal.say)
    terminal.say(dryRun ? 'Nothing was changed (--dry-run).' : `In force, revision ${applied.revision}.`)
  })
}

function report(result: GenerateResult, timeZone: string, t: Translate, say: (line: string) => void): void {
  const { created, changed, removed, kept, clashes, warnings, weeks } = result
  const counts = `${created.length} new, ${changed.length} changed, ${removed.length} removed`
  say(`Slots: ${counts}, ${kept.length} closed but kept.`)
  for (const { monday, channel, before, after } of weeks) {
    if (before !== after) say(`Week of ${monday}, ${channel}: ${before} -> ${after} seats`)
  }
  for (const { siteId, startsAt, seatsBooked, seatsPlanned, closedReason } of clashes) {
    const when = startsAt
      .toZonedDateTimeISO(timeZone)
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' })
      .replace('T', ' ')
    const now = closedReason === null ? `${seatsPlanned} seats planned` : `closed: ${sayReason(t, closedReason)}`
    say(
      `CLASH ${siteId} ${when}: ${seatsBooked} seats are booked, ${now}. They stand until they are moved or cancelled.`,
    )
  }
  for (const warning of warnings) say(`Warning: ${t(warning.say, warning.values)}`)
}
