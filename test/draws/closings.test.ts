import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { checkPromises } from '../../src/check.ts'
import {
  enter,
  nodeSha256,
  readDraw,
  runDraws,
  type Verdict,
  verifyDraw,
} from '../../src/draws/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import { writeAudit } from '../../src/platform/audit.ts'
import { logAt } from '../../src/platform/tlog/read-log.ts'
import { openHouse } from '../api/app.ts'
import { page } from '../api/draw-pages.ts'
import { closeAndDraw, drawParty, drawWish, giveByDraw, seenByWitness, testPolicy } from '../drawn-office.ts'

// Goal: a list is closed once for a draw, before everybody. A round that comes too soon for a
// witness is replaced in time, or the draw is void and done again, all of it in public; and a list
// closed in secret is found by whoever reads the log.
const house = await openHouse({ after }, { settings: { DRAND_URLS: 'local', GILIRAN_DEMO: 'on' } })
const { app, clock, database } = house
const deps = app.draws
const niks = sampleNiks(20, 90_000)

/** A draw's public file, as anybody computes it again with the log beside it. */
async function verified(drawId: string): Promise<Pick<Verdict, 'isRight'> & {
  header: NonNullable<Verdict['header']>
  codes: Map<string, string>
}> {
  const text = (await page(app.address, `/draws/${drawId}/file`)).html
  const files = logAt(`${app.address}/log/`)
  const { steps, header, isRight } = await verifyDraw([Buffer.from(text)], { sha256: nodeSha256, files })
  return { isRight, header: header!, codes: new Map(steps.map(({ step, code }) => [step, code])) }
}

test('a list closed in secret is found by whoever reads the log, and by the installation itself', async () => {
  clock.set('2026-11-26T03:00:00Z')
  await giveByDraw(house)
  const drawId = 'wonosobo.uji'
  for (const nik of niks.splice(0, 4)) await enter(deps, drawParty([nik]))
  await closeAndDraw(house)
  await seenByWitness(app)
  const promise = 'every closing of a list is known to its draw, and said in the open'
  const broken = async (): Promise<number> => {
    const client = await database.pool.connect()
    const { checks } = await checkPromises(client, clock.now()).finally(() => client.release())
    return checks.find(({ name }) => name === promise)!.differences
  }
  const right = await verified(drawId)
  assert.deepEqual([right.isRight, right.codes.get('once'), await broken()], [true, 'once-only', 0])
  const details = { draw: drawId }
  const actor = { kind: 'system' } as const
  const secret = { officeId: 'wonosobo', kind: 'draw-frozen', at: clock.now(), actor, details }
  const subject = `draw ${drawId} ${testPolicy.from} ${testPolicy.to} kantor`
  const auditId = await database.kysely.transaction().execute((tx) => writeAudit(tx, { ...secret, subject }))
  await seenByWitness(app)
  const found = await verified(drawId)
  assert.deepEqual([found.isRight, found.codes.get('once'), await broken()], [false, 'once-other', 1])
  // Named by its draw it is no secret, though it still does not fit.
  const named = JSON.stringify([{ auditId, round: 1, reason: 'no-witness' }])
  await database.pool.query('update draw set earlier_leaves = $2 where draw_id = $1', [drawId, named])
  assert.equal((await verified(drawId)).codes.get('once'), 'once-chain')
})

test('without a witness in time a later round is named before the first is known, or it is begun anew', async () => {
  const later = { ...testPolicy, id: 'saksi', from: '2026-12-16', to: '2026-12-16' }
  clock.set('2026-11-30T03:00:00Z')
  await giveByDraw(house, { draws: [testPolicy, later] })
  const id = 'wonosobo.saksi'
  for (let i = 0; i < 3; i++) {
    const wishes = [{ site: 'kantor', date: '2026-12-16', part: 'any' }]
    await enter(deps, drawParty([niks.pop()!], { draw: id, wishes }))
  }
  const shown = async (drawId: string) => (await readDraw(database.kysely, drawId))!
  clock.set('2026-12-01T09:00:00Z')
  await runDraws(deps)
  const first = (await shown(id)).frozen!.round
  clock.set('2026-12-02T04:58:30Z')
  await runDraws(deps)
  const { frozen: second, earlier } = await shown(id)
  assert.deepEqual([earlier.map(({ round }) => round), second!.round > first], [[first], true])
  // Nobody ran it until the round was known: another must not be chosen, so it is void and begun anew in public.
  clock.set('2026-12-02T05:30:00Z')
  await runDraws(deps)
  const ended = await shown(id)
  assert.deepEqual([ended.state, ended.voidReason], ['void', 'no-witness'])
  // Nor does anybody come upon the list by a process whose clock is behind.
  clock.set('2026-12-02T05:29:59Z')
  const wishes = [drawWish('2026-12-16')]
  await assert.rejects(enter(deps, drawParty([niks.pop()!], { draw: `${id}.2`, wishes })), /not-now/)
  clock.set('2026-12-02T05:30:00Z')
  await runDraws(deps)
  const again = await shown(`${id}.2`)
  assert.deepEqual([again.state, again.frozen!.size], ['frozen', 3])
  await seenByWitness(app)
  clock.set('2026-12-02T05:40:03Z')
  await runDraws(deps)
  assert.equal((await shown(`${id}.2`)).state, 'drawn')
  assert.match((await page(app.address, `/draws/${id}`)).html, /Undian ini tidak dipakai/)
  assert.match((await page(app.address, `/draws/${id}.2`)).html, /Undian ini diulang.*href="\/draws\/wonosobo\.saksi"/s)
  // What was void stays in public, and what was done instead says so.
  const undone = await verified(id)
  assert.deepEqual(undone.header.void, { reason: 'no-witness', again: `${id}.2` })
  assert.deepEqual([undone.codes.get('file'), undone.codes.get('list')], ['file-void', 'list-same'])
  const instead = await verified(`${id}.2`)
  assert.equal(instead.header.freeze.earlier!.length, 2)
  assert.equal(instead.codes.get('once'), 'once-again')
})
