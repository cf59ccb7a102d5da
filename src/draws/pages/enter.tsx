import type { ComponentChildren } from 'preact'
import { WhoFields, type WhoFieldsProps, withPersons } from '../../bookings/index.ts'
import {
  BackLink,
  Button,
  DefaultAction,
  errorAt,
  errorCount,
  type Errors,
  ErrorSummary,
  Note,
  Page,
  Select,
  SummaryList,
  type SummaryRow,
  type View,
} from '../../web/index.ts'
import { WISHES_MAX } from '../wishes.ts'
import { type DrawWhen, wishLines, type WishChoices, type WishTyped } from './words.ts'

export interface EnterFrame {
  view: View
  /** "Wonosobo" */
  place: string
  when: DrawWhen
}

export interface EnterWhoProps extends EnterFrame, WhoFieldsProps {
  /** Where the form goes. */
  action: string
  back: string
}

/** Who comes: as for a turn, since a winner's entry becomes one. */
export function EnterWhoPage(props: EnterWhoProps) {
  const { view, place, errors = [], action, back, when } = props
  const { t } = view
  const told = withPersons(view, errors)
  return (
    <Page view={view} title={t('draws.pages.enter.title', { place })} alert={errorCount(t, errors)} unlisted>
      <ErrorSummary t={t} errors={told} />
      <form class="stack" method="post" action={action} noValidate>
        <DefaultAction name="action" value="continue" />
        <h1>{t('draws.pages.enter.title', { place })}</h1>
        <p>{t('draws.pages.enter.intro', { closes: when.closes, draws: when.draws })}</p>
        <p>{t('draws.pages.enter.names')}</p>
        <WhoFields {...props} />
        <Note>{t('draws.pages.enter.proof')}</Note>
        <Button name="action" value="continue">{t('draws.pages.enter.continue')}</Button>
        <BackLink href={back}>{t('draws.pages.enter.back')}</BackLink>
      </form>
    </Page>
  )
}

export interface WishesProps extends EnterFrame {
  action: string
  back: string
  choices: WishChoices
  typed: readonly WishTyped[]
  errors?: Errors
  /** More to fill in: a NIK, for an entry that stands. */
  children?: ComponentChildren
}

/** Up to five wishes, the dearest first; a day and, if one likes, a part of it or one hour. */
export function WishesPage(props: WishesProps) {
  const { view, action, back, choices, typed, errors = [], when, children } = props
  const { t } = view
  return (
    <Page view={view} title={t('draws.pages.wishes.title')} alert={errorCount(t, errors)} unlisted>
      <ErrorSummary t={t} errors={errors} />
      <form class="stack" method="post" action={action} noValidate>
        <h1>{t('draws.pages.wishes.title')}</h1>
        <p>{t('draws.pages.wishes.intro', { closes: when.closes })}</p>
        <WishFields view={view} choices={choices} typed={typed} errors={errors} />
        {children}
        <Button>{t('draws.pages.wishes.continue')}</Button>
        <p class="muted s">{t('draws.pages.wishes.honest')}</p>
        <BackLink href={back}>{t('draws.pages.wishes.back')}</BackLink>
      </form>
    </Page>
  )
}

export type WishFieldsProps = Pick<WishesProps, 'view' | 'choices' | 'typed' | 'errors'>

/** A day for each rank, and the part of it; named `day-0`, `part-0` and so on. */
export function WishFields({ view: { t }, choices, typed, errors = [] }: WishFieldsProps) {
  return (
    <>
      {Array.from({ length: WISHES_MAX }, (_, rank) => (
        <fieldset class="field" key={rank}>
          <legend>{t('draws.pages.wishes.rank', { rank: rank + 1 })}</legend>
          <Select
            name={`day-${rank}`}
            label={t('draws.pages.wishes.day')}
            empty={t(rank === 0 ? 'draws.pages.wishes.choose' : 'draws.pages.wishes.none')}
            choices={choices.days}
            chosen={typed[rank]?.day ?? ''}
            {...errorOf(errors, `day-${rank}`)}
          />
          <Select
            name={`part-${rank}`}
            label={t('draws.pages.wishes.part')}
            empty={t('draws.pages.wishes.any')}
            choices={choices.parts}
            chosen={typed[rank]?.part ?? ''}
          />
        </fieldset>
      ))}
    </>
  )
}

function errorOf(errors: Errors, field: string): { error: string } | object {
  const error = errorAt(errors, field)
  return error === undefined ? {} : { error }
}

export interface EnterCheckProps extends EnterFrame {
  draftKey: string
  /** Name, NIK in fours, service. */
  people: readonly { name: string; nik: string; service: string }[]
  contact: string | undefined
  wishes: readonly string[]
  /** Paths of the steps and of the form. */
  who: string
  wishesHref: string
  action: string
}

/** Everything as it was understood; posting it enters. */
export function EnterCheckPage(props: EnterCheckProps) {
  const { view, place, people, contact, wishes, when } = props
  const { t } = view
  const rows: SummaryRow[] = people.map(({ name, nik, service }, index) => ({
    term: t('bookings.pages.person', { number: index + 1 }),
    value: <><p>{name}</p><p class="light">{nik}</p><p class="light">{service}</p></>,
    change: { href: `${props.who}#name-${index}`, what: t('draws.pages.check.who') },
  }))
  rows.push({
    term: t('draws.pages.check.contact'),
    value: contact ?? t('draws.pages.check.noContact'),
    change: { href: `${props.who}#contact`, what: t('draws.pages.check.contact') },
  })
  rows.push({
    term: t('draws.pages.check.wishes'),
    value: wishLines(wishes),
    change: { href: props.wishesHref, what: t('draws.pages.check.wishes') },
  })
  return (
    <Page view={view} title={t('draws.pages.check.title')} unlisted>
      <form class="stack" method="post" action={props.action} noValidate>
        <h1>{t('draws.pages.check.title')}</h1>
        <p>{t('draws.pages.check.intro', { place, draws: when.draws })}</p>
        <SummaryList t={t} rows={rows} />
        <Note>{t('draws.pages.check.fixed')}</Note>
        <Button>{t('draws.pages.check.enter')}</Button>
        <BackLink href={props.wishesHref}>{t('draws.pages.check.back')}</BackLink>
      </form>
    </Page>
  )
}
