import { type Example, Page, samples, type View } from '../../web/index.ts'
import { AskCodePage, ContactForm, ContactPart, ProofCodePage } from './contact.tsx'

const ticketKey = 'WSBbbbbbbbbbbbbbbbbbbbbbb'
const email = 'seorang.pemohon.bernama.panjang@kementerian-contoh-sekali.example.id'
const state = { address: { whatsapp: '+6281234567890' }, isReached: true, isProved: false }
const none = { address: undefined, isReached: false, isProved: false }

const parts = {
  'contact-none': none,
  'contact-unproved': state,
  'contact-proved': { address: { email }, isReached: true, isProved: true },
  'contact-unreached': { ...state, isReached: false },
}

const code = (view: View) => ({
  view,
  ticketKey,
  contact: '+6281•••890',
  endsAt: samples.sampleStart,
  replaces: false,
})

/** The contact of a ticket in its states. */
export const contactExamples: readonly Example[] = [
  ...Object.entries(parts).map(([name, one]): Example => ({
    name,
    page: (view) => (
      <Page view={view} title={name} unlisted>
        <div class="stack"><h1>{name}</h1><ContactPart view={view} ticketKey={ticketKey} state={one} /></div>
      </Page>
    ),
  })),
  {
    name: 'page-contact',
    page: (view) => <ContactForm view={view} ticketKey={ticketKey} state={parts['contact-proved']} canSend />,
  },
  {
    name: 'page-contact-errors',
    page: (view) => (
      <ContactForm
        view={view}
        ticketKey={ticketKey}
        state={none}
        canSend={false}
        contact="0812"
        nik="12"
        errors={[
          { field: 'contact', message: view.t('people.contact.notAPhone') },
          { field: 'nik', message: view.t('people.nik.missing') },
        ]}
      />
    ),
  },
  {
    name: 'page-contact-ask',
    page: (view) => <AskCodePage view={view} ticketKey={ticketKey} contact="+6281•••890" />,
  },
  { name: 'page-contact-code', page: (view) => <ProofCodePage {...code(view)} replaces /> },
  {
    name: 'page-contact-code-refused',
    page: (view) => (
      <ProofCodePage {...code(view)} errors={[{ field: 'code', message: view.t('notify.contact.refused') }]} />
    ),
  },
]
