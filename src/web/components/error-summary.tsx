import type { Translate } from '../../platform/i18n/index.ts'

/** One answer at fault: `field` is the id of its control; the words stand there and in the summary. */
export interface FieldError {
  field: string
  message: string
  /** Goes before the words in the summary, where the place is not plain: "Orang ke-2". */
  where?: string
}

export type Errors = readonly FieldError[]

/** The words beside one field; undefined where nothing is wrong. */
export function errorAt(errors: Errors | undefined, field: string): string | undefined {
  return errors?.find((error) => error.field === field)?.message
}

/** "Ada 2 isian yang perlu diperbaiki", for the summary and the page's title; undefined without errors. */
export function errorCount(t: Translate, errors: Errors | undefined): string | undefined {
  return errors?.length ? t('web.errors.count', { count: errors.length }) : undefined
}

/** First in main; takes the focus; each line leads to its field. Nothing without errors. */
export function ErrorSummary({ t, errors }: { t: Translate; errors: Errors | undefined }) {
  if (!errors?.length) return null
  return (
    <Alert
      title={t('web.errors.count', { count: errors.length })}
      links={errors.map(({ field, message, where }) => ({
        href: `#${field}`,
        text: where ? `${where}: ${message}` : message,
      }))}
    />
  )
}

export interface AlertProps {
  title: string
  text?: string
  links?: { href: string; text: string }[]
}

/** What stopped a person, why, and the nearest way on. */
export function Alert({ title, text, links = [] }: AlertProps) {
  return (
    <div class="errors" role="alert" tabIndex={-1} autofocus>
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {links.length > 0 && (
        <ul>{links.map(({ href, text: words }) => <li key={href}><a href={href}>{words}</a></li>)}</ul>
      )}
    </div>
  )
}
