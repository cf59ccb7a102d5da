import { parse } from 'yaml'
import { type EnterRequest, runDraws, syncDraws } from '../src/draws/index.ts'
import { type DrawPolicy, type OfficeDefinition, saveDefinition } from '../src/offices/index.ts'
import { wonosoboText } from '../src/offices/testing.ts'
import { rollForward } from '../src/parts.ts'
import { heardAll, type TestHouse } from './api/app.ts'
import { readAgain } from './api/slots.ts'

/** Two days of one site, entered from 24 November on, with two hours of five seats each. */
export const testPolicy: DrawPolicy = {
  id: 'uji',
  from: '2026-12-14',
  to: '2026-12-15',
  sites: ['kantor'],
  announcedOn: '2026-11-10',
  reason: { id: 'Tempat habis dalam menit', en: 'Places went within minutes' },
  demand: { from: '2026-10-01', to: '2026-10-31' },
  opens: '2026-11-24 08:00',
  closes: '2026-12-01 16:00',
  draws: '2026-12-02 12:00',
  instantFrom: '2026-12-03 09:00',
}

/** Some seconds into the hours at which its list closes and its round is there. */
export const drawMoments = { closes: '2026-12-01T16:00:00+07:00', draws: '2026-12-02T12:00:03+07:00' } as const

/** People who enter it together, from home and for its first day unless told otherwise. */
export const drawParty = (niks: readonly string[], change: Partial<EnterRequest> = {}): EnterRequest => ({
  draw: 'wonosobo.uji',
  people: niks.map((nik) => ({ name: 'Siti', nik, service: 'new-adult', purpose: 'umrah' })),
  wishes: [drawWish()],
  locale: 'id',
  actor: { kind: 'applicant' },
  channel: 'home',
  ...change,
})

/** A wish of any hour of that day, or of a part of it. */
export const drawWish = (date = '2026-12-14', part = 'any') => ({ site: 'kantor', date, part })

/** That a contact was proved, as a code typed on the entry's page does. */
export const byContact = ({ keys }: Pick<TestHouse['app'], 'keys'>, contact: string) =>
  ({ by: 'contact', contactHash: keys.lookup('contact', contact) }) as const

/** Closes its list and draws it, as the minute job does. */
export async function closeAndDraw({ app, clock }: Pick<TestHouse, 'app' | 'clock'>): Promise<void> {
  for (const moment of [drawMoments.closes, drawMoments.draws]) {
    clock.set(moment)
    await runDraws(app.draws)
    await seenByWitness(app)
  }
}

/** Has all that happened be in the log, and a witness see it: a draw goes on only then. */
export async function seenByWitness({ ledger, witnessing }: TestHouse['app']): Promise<void> {
  await ledger.sequencer.drain()
  await witnessing.ask()
}

/** Has an office give days by draw as if it had been announced long ago, and makes the rows of it. */
export async function giveByDraw(
  { app, apps, database }: Pick<TestHouse, 'app' | 'apps' | 'database'>,
  { office = 'wonosobo', draws = [testPolicy], change }: {
    office?: string
    draws?: DrawPolicy[]
    change?: (definition: OfficeDefinition) => void
  } = {},
): Promise<void> {
  const definition = parse(wonosoboText) as OfficeDefinition
  definition.office = office
  definition.draws = draws
  for (const template of definition.templates) {
    if (template.site !== 'kantor' || template.channel !== 'online') continue
    Object.assign(template, { counters: 1, minutesPerApplicant: 12, windowMinutes: 60 })
    template.week = Object.fromEntries(Object.keys(template.week).map((day) => [day, ['08:00-10:00']]))
  }
  change?.(definition)
  await database.kysely.transaction().execute((tx) =>
    saveDefinition(tx, { definition, at: app.clock.now(), by: { kind: 'staff', name: 'test' } }),
  )
  for (const one of apps) {
    await heardAll(one)
    await one.offices.refresh()
  }
  await rollForward(app)
  await readAgain({ apps, database }, office)
  await syncDraws(app.draws)
}
