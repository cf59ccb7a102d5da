import { sha256 } from '@noble/hashes/sha2.js'
import { useRef, useState } from 'preact/hooks'
import { TlogError } from '../../platform/tlog/fault.ts'
import { logAt, type LogFiles } from '../../platform/tlog/read-log.ts'
import { parseVkey } from '../../platform/tlog/vkey.ts'
import { fill } from '../../web/islands/fill.ts'
import { mount } from '../../web/islands/mount.ts'
import { PickFile } from '../../web/islands/pick-file.tsx'
import type { GroupTable } from '../statistics.ts'
import { type Trust, type Verdict, verifyDraw } from '../verify.ts'
import type { VerifyDrawData } from './verify-draw-data.ts'

type State = { is: 'ready' } | { is: 'running'; lines: number } | { is: 'failed'; says: string } | Done
type Open = () => Promise<ReadableStream<Uint8Array> | null>
type Done = { is: 'done'; verdict: Verdict; again: Open }

/** After so many bytes the page is drawn anew. */
const BREATH = 2 ** 20
const LINE_END = 10

/** The stream's bytes; `onLines` is told how many lines there were so far. */
async function* bytesOf(stream: ReadableStream<Uint8Array>, onLines: (lines: number) => void) {
  const reader = stream.getReader()
  let [lines, unbreathed] = [0, 0]
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    for (const byte of value) if (byte === LINE_END) lines++
    unbreathed += value.length
    if (unbreathed > BREATH) {
      unbreathed = 0
      onLines(lines)
      await new Promise((resolve) => setTimeout(resolve))
    }
    yield value
  }
}

const trustOf = (log: string, witnesses: string): Trust => ({
  ...(log.trim() && { log: parseVkey(log.trim()) }),
  ...(witnesses.trim() && { witnesses: witnesses.match(/\S+/g)!.map(parseVkey) }),
})

function VerifyDraw(data: VerifyDrawData) {
  const { words } = data
  const [state, setState] = useState<State>({ is: 'ready' })
  const [log, setLog] = useState(data.logKey)
  const [witnesses, setWitnesses] = useState(data.witnessKeys.join('\n'))
  const said = useRef<HTMLDivElement>(null)

  async function run(open: Open, files?: LogFiles): Promise<void> {
    setState({ is: 'running', lines: 0 })
    try {
      const trust = trustOf(log, witnesses)
      const stream = await open()
      if (!stream) return setState({ is: 'failed', says: words.unreachable })
      const bytes = bytesOf(stream, (lines) => setState({ is: 'running', lines }))
      setState({ is: 'done', verdict: await verifyDraw(bytes, { sha256, trust, files }), again: open })
      // On a small screen the result would stand unseen.
      requestAnimationFrame(() => said.current?.focus())
    } catch (error) {
      setState({ is: 'failed', says: error instanceof TlogError ? words.badKey : words.unreachable })
    }
  }
  const fetched = async () => {
    const response = await fetch(data.file)
    return response.ok ? response.body : null
  }
  return (
    <div class="stack">
      <button type="button" class="btn" onClick={() => void run(fetched)}>{words.run}</button>
      <PickFile id="draw-file" label={words.another}
        onPick={(file) => void run(() => Promise.resolve(file.stream()))} />
      <div ref={said} tabIndex={-1} role="status" data-verified={verifiedWord(state)}>
        {state.is === 'running' && <p>{fill(words.running, { count: state.lines })}</p>}
        {state.is === 'failed' && <p class="errors">{state.says}</p>}
        {state.is === 'done' && <Said {...data} verdict={state.verdict} />}
      </div>
      {state.is === 'done' && (
        <ReadLog {...data} verdict={state.verdict}
          onRead={() => void run(state.again, logAt(new URL(data.log, location.href)))} />
      )}
      <details>
        <summary>{words.keys}</summary>
        <div class="stack">
          <p class="s muted">{words.keysHint}</p>
          <Keys id="draw-log" label={words.logKey} value={log} onInput={setLog} />
          <Keys id="draw-witnesses" label={words.witnessKeys} value={witnesses} onInput={setWitnesses} />
        </div>
      </details>
    </div>
  )
}

/** Bytes of one line of the log beside the office's name. */
const LINE_BYTES = 2 + 'giliran-leaf/1\n'.length + 65

/** Offers to read the whole log, where that is still to be done: it may be large. */
function ReadLog({ words, verdict, onRead }: VerifyDrawData & { verdict: Verdict; onRead: () => void }) {
  const { header, steps } = verdict
  const size = Number(header?.freeze.evidence?.checkpoint.split('\n')[1])
  if (!steps.some(({ code }) => code === 'once-unread') || !Number.isSafeInteger(size)) return null
  const mb = (size * (LINE_BYTES + header!.office.length + 1)) / 1e6
  return (
    <div class="stack">
      <button type="button" class="btn two" onClick={onRead}>
        {fill(words.readLog, { lines: size, mb: decimal(Math.max(mb, 0.1), 1) })}
      </button>
      <p class="s muted">{words.readLogHint}</p>
    </div>
  )
}

function verifiedWord(state: State): string | undefined {
  if (state.is !== 'done') return undefined
  return state.verdict.isRight ? 'right' : 'wrong'
}

interface KeysProps {
  id: string
  label: string
  value: string
  onInput: (text: string) => void
}

function Keys({ id, label, value, onInput }: KeysProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea class="in" id={id} rows={3} spellcheck={false} autocomplete="off" value={value}
        onInput={(event) => onInput(event.currentTarget.value)} />
    </div>
  )
}

/** Shape, word and colour together. */
const shapes = { right: 'many', limited: 'few', wrong: 'wrong' } as const

function Said({ verdict, ...data }: VerifyDrawData & { verdict: Verdict }) {
  const { words, states, steps, codes } = data
  const { isRight, tables } = verdict
  const isLimited = verdict.steps.some(({ state }) => state === 'limited')
  return (
    <div class="stack">
      <p class={isRight ? 'note' : 'errors'}>
        <b>{isRight ? (isLimited ? words.isLimited : words.isRight) : words.isWrong}</b>
      </p>
      <ol class="points">
        {verdict.steps.map(({ step, state, code, values }) => (
          <li key={step}>
            <b>{steps[step]}</b> <span class={`st ${shapes[state]}`}>{states[state]}</span>
            <br />
            {fill(codes[code], values)}
          </li>
        ))}
      </ol>
      {tables && <Tables {...data} tables={tables} />}
    </div>
  )
}

/** As the page's language writes it. */
const decimal = (value: number, digits: number): string =>
  value.toLocaleString(document.documentElement.lang, { minimumFractionDigits: digits, maximumFractionDigits: digits })

function Tables({ words, groups, tables }: VerifyDrawData & { tables: readonly GroupTable[] }) {
  const sizes = tables.find(({ by }) => by === 'size')?.rows ?? []
  const rowOf = ({ by, test }: GroupTable): string =>
    test
      ? fill(words.evennessRow, { group: groups[by], p: decimal(test.p, 3) })
      : fill(words.notEnough, { group: groups[by] })
  return (
    <>
      <h2>{words.odds}</h2>
      <ul>
        {sizes.map(({ value: people, seated, entries }) => (
          <li key={people}>
            {fill(words.oddsRow, { people, seated, entries, percent: decimal((100 * seated) / entries, 1) })}
          </li>
        ))}
      </ul>
      <h2>{words.evenness}</h2>
      <p>{words.evennessText}</p>
      <ul>{tables.map((table) => <li key={table.by}>{rowOf(table)}</li>)}</ul>
    </>
  )
}

mount<VerifyDrawData>('verify-draw', (data) => <VerifyDraw {...data} />)
