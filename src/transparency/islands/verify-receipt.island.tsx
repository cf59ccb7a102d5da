import { useRef, useState } from 'preact/hooks'
import { TlogError } from '../../platform/tlog/fault.ts'
import { parseVkey, type Vkey } from '../../platform/tlog/vkey.ts'
import { fill } from '../../web/islands/fill.ts'
import { mount } from '../../web/islands/mount.ts'
import { PickFile } from '../../web/islands/pick-file.tsx'
import { type ProvenEvent, RECEIPT_MAX_CHARS, ReceiptError, verifyReceipt } from '../receipt-rules.ts'
import type { VerifyReceiptData } from './verify-receipt-data.ts'

/** `says`: one sentence; `proven`: what holds, where it does. */
interface Result {
  state: 'true' | 'unwitnessed' | 'false'
  says: string
  detail?: string
  proven: readonly ProvenEvent[]
}

function check(text: string, keys: { log: string; witnesses: string }, { words, faults }: VerifyReceiptData): Result {
  const refused = (says: string, detail?: string): Result => ({ state: 'false', says, detail, proven: [] })
  if (text.trim() === '') return refused(words.empty)
  let trusted: { log: Vkey; witnesses: Vkey[] }
  try {
    trusted = { log: parseVkey(keys.log.trim()), witnesses: keys.witnesses.match(/\S+/g)?.map(parseVkey) ?? [] }
  } catch (error) {
    return refused(words.badKey, error instanceof TlogError ? error.message : undefined)
  }
  try {
    const proven = verifyReceipt(text, trusted)
    const isSeen = proven.every(({ cosignatures }) => cosignatures.length > 0)
    return isSeen
      ? { state: 'true', says: words.isTrue, proven }
      : { state: 'unwitnessed', says: words.unwitnessed, proven }
  } catch (error) {
    if (error instanceof ReceiptError) return refused(faults[error.fault], error.message)
    throw error
  }
}

function VerifyReceipt(data: VerifyReceiptData) {
  const { words } = data
  const [text, setText] = useState('')
  const [log, setLog] = useState(data.logKey)
  const [witnesses, setWitnesses] = useState(data.witnessKeys.join('\n'))
  const [result, setResult] = useState<Result>()
  const said = useRef<HTMLDivElement>(null)
  const run = (receipt: string): void => {
    setResult(check(receipt, { log, witnesses }, data))
    // Below a long text on a small screen it would stand unseen.
    requestAnimationFrame(() => said.current?.focus())
  }
  const open = async (file: File): Promise<void> => {
    // A film chosen by mistake is not read into memory to be told from a receipt.
    const receipt = await file.slice(0, RECEIPT_MAX_CHARS + 1).text()
    setText(receipt)
    run(receipt)
  }
  return (
    <div class="stack">
      <PickFile id="receipt-file" label={words.file} accept=".txt,text/plain" onPick={(file) => void open(file)} />
      <Area id="receipt-text" label={words.paste} hint={words.pasteHint} value={text} onInput={setText} rows={6} />
      <button type="button" class="btn" onClick={() => run(text)}>{words.check}</button>
      <div ref={said} tabIndex={-1} role="status" data-verified={result?.state}>
        {result && <Said {...data} result={result} />}
      </div>
      <details>
        <summary>{words.keys}</summary>
        <div class="stack">
          <p class="s muted">{words.keysHint}</p>
          <Area id="receipt-log" label={words.logKey} value={log} onInput={setLog} rows={3} />
          <Area id="receipt-witnesses" label={words.witnessKeys} value={witnesses} onInput={setWitnesses} rows={4} />
        </div>
      </details>
    </div>
  )
}

interface AreaProps {
  id: string
  label: string
  hint?: string
  value: string
  rows: number
  onInput: (text: string) => void
}

function Area({ id, label, hint, value, rows, onInput }: AreaProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && <span class="hint" id={`${id}-hint`}>{hint}</span>}
      <textarea class="in" id={id} rows={rows} spellcheck={false} autocomplete="off" value={value}
        aria-describedby={hint && `${id}-hint`} onInput={(event) => onInput(event.currentTarget.value)} />
    </div>
  )
}

function Said({ words, locale, result }: VerifyReceiptData & { result: Result }) {
  const isFalse = result.state === 'false'
  return (
    <div class={isFalse ? 'errors stack' : 'note stack'}>
      <p><b>{isFalse ? words.isFalse : result.says}</b></p>
      {isFalse && <p>{result.says}</p>}
      {/* The code's own words are English; the fault is said above in the reader's language. */}
      {result.detail && locale === 'en' && <p class="s muted">{result.detail}</p>}
      {result.proven.map((one) => (
        <div key={one.index}>
          <p>{fill(words.event, { what: kindWord(words, one.what.kind), when: momentText(one.what.at, locale) })}</p>
          <p class="s">{fill(words.place, { index: one.index + 1, size: one.size })}</p>
          {one.cosignatures.map(({ name, timestamp }) => (
            <p class="s" key={name}>{fill(words.seenBy, { name, when: momentText(timestamp * 1000, locale) })}</p>
          ))}
        </div>
      ))}
    </div>
  )
}

function kindWord(words: VerifyReceiptData['words'], kind: unknown): string {
  if (kind === 'entered' || kind === 'booked' || kind === 'cancelled') return words[kind]
  // Or moved-displaced, moved-by-fault: who paid for it does not matter here.
  if (String(kind).startsWith('moved')) return words.moved
  return fill(words.other, { kind: String(kind) })
}

/** In the time of the capital: a receipt says which office it is of, not where that lies. */
function momentText(at: unknown, locale: string): string {
  const moment = new Date(typeof at === 'number' ? at : String(at))
  if (Number.isNaN(moment.getTime())) return String(at)
  const style = { dateStyle: 'full', timeStyle: 'medium', timeZone: 'Asia/Jakarta' } as const
  return `${new Intl.DateTimeFormat(locale === 'id' ? 'id-ID' : 'en-GB', style).format(moment)} WIB`
}

mount<VerifyReceiptData>('verify-receipt', (data) => <VerifyReceipt {...data} />)
