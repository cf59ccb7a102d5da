import type { VNode } from 'preact'
import { type ProblemType, problemTypes } from '../errors.ts'
import { type Locale, translator } from '../i18n/index.ts'
import { type ApiDocument, apiDocument, type Operation, type Parameter } from './openapi.ts'
import { inEachLanguage, pageAddress, sendPage } from './pages.ts'
import { shapeText } from './shape-text.ts'
import type { Http } from './server.ts'

/** Puts something into the frame of the site's pages; `address` is where it is served. */
export type RenderInFrame = (page: { locale: Locale; address: string; title: string; body: VNode }) => string

/** GET /api: the document of the API as people read it. */
export function apiReferenceRoutes({ renderInFrame }: { renderInFrame: RenderInFrame }): (http: Http) => void {
  return (http) =>
    inEachLanguage((at) => {
      http.get(at('/api'), { config: { isShared: true } }, (request, reply) => {
        const { locale } = request
        const title = translator(locale)('platform.api.title')
        const body = <ApiReference document={apiDocument(http)} locale={locale} />
        return sendPage(reply, renderInFrame({ locale, address: request.raw.url ?? '/api', title, body }))
      })
    })
}

interface ReferenceProps {
  document: ApiDocument
  locale: Locale
}

/** Every operation: what it takes, what it answers, what it refuses. Words of the schemas are English. */
export function ApiReference({ document, locale }: ReferenceProps) {
  const t = translator(locale)
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
  )
  return (
    <div class="stack">
      <h1>{t('platform.api.title')}</h1>
      <p>{t('platform.api.lead')}</p>
      <p>
        <a href="/api/v1/openapi.json">{t('platform.api.document')}</a>
      </p>
      <p lang="en">{document.info.description}</p>
      {operations.map(({ name, operation }) => (
        <OperationSection key={name} name={name} operation={operation} document={document} locale={locale} />
      ))}
      <h2>{t('platform.api.problems')}</h2>
      <p>{t('platform.api.problemsLead')}</p>
      <ul>
        {(Object.keys(problemTypes) as ProblemType[]).map((type) => (
          <li key={type}>
            <ProblemLink type={type} locale={locale} /> {problemTypes[type]}, {t(`platform.problems.${type}.title`)}
          </li>
        ))}
      </ul>
    </div>
  )
}

function OperationSection({
  name,
  operation,
  document,
  locale,
}: ReferenceProps & { name: string; operation: Operation }) {
  const t = translator(locale)
  const { schemas } = document.components
  const taken = operation.requestBody?.content['application/json']?.schema
  const answers = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'))
  return (
    <section class="stack">
      <h2>
        <span class="code">{name}</span>
      </h2>
      <p lang="en">{operation.summary}</p>
      {operation.description && <p lang="en">{operation.description}</p>}
      {operation.parameters && <Parameters parameters={operation.parameters} locale={locale} />}
      {taken && (
        <>
          <h3>{t('platform.api.body')}</h3>
          <pre class="shape" lang="en">
            {shapeText(taken, schemas)}
          </pre>
        </>
      )}
      {answers.map(([status, { content }]) => {
        const answered = content?.['application/json']?.schema
        return (
          <>
            <h3>{t('platform.api.answer', { status })}</h3>
            {answered && (
              <pre class="shape" lang="en">
                {shapeText(answered, schemas)}
              </pre>
            )}
          </>
        )
      })}
      <h3>{t('platform.api.refuses')}</h3>
      <p>
        {operation['x-problems']?.map((type, index) => (
          <>
            {index > 0 && ', '}
            <ProblemLink type={type} locale={locale} />
          </>
        ))}
      </p>
    </section>
  )
}

function Parameters({ parameters, locale }: { parameters: Parameter[]; locale: Locale }) {
  const t = translator(locale)
  return (
    <>
      <h3>{t('platform.api.parameters')}</h3>
      <ul>
        {parameters.map(({ in: place, name, required, schema, description }) => (
          <li key={`${place} ${name}`}>
            <span class="code">{name}</span> {place}, {required ? t('platform.api.needed') : t('platform.api.optional')}
            {schema && <span lang="en">, {shapeText(schema)}</span>}
            {description && <span lang="en">. {description}</span>}
          </li>
        ))}
      </ul>
    </>
  )
}

function ProblemLink({ type, locale }: { type: ProblemType; locale: Locale }) {
  return <a href={pageAddress(`/problems/${type}`, locale)}>{type}</a>
}
