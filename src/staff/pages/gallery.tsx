import type { Example } from '../../web/index.ts'
import { CodePage } from './code.tsx'
import { FirstHeadPage } from './first-head.tsx'
import { FirstPage } from './first.tsx'
import { HomePage } from './home.tsx'
import { SignInPage } from './sign-in.tsx'

const next = '/staff'
const linkKey = 'abcdefg.aaaaaaaaaaaaaaaaaaaaaa'
const offices = [
  { officeId: 'wonosobo', name: 'Kantor Imigrasi Wonosobo' },
  { officeId: 'cilacap', name: 'Kantor Imigrasi Cilacap' },
]
const sites = [
  { siteId: 'kantor', name: 'Kantor Imigrasi Wonosobo' },
  { siteId: 'magelang', name: 'UKK Magelang' },
]
const secret = 'I5ZUCUDCG5LXMMLSGRRFE6RVIRLVG3CKKFLHI5KHIQWUGWLDKFDA'
const enrolment = {
  uri: `otpauth://totp/Giliran:rina.w?secret=${secret}&issuer=Giliran&digits=6&period=30`,
  secret,
  backupCodes: ['MTK4m-nJ8em', '1e2VY-kLH65', 'ehIeU-eOj31', 'Gp4ml-QXv2J', 'JutGS-PiOPk'],
}
const member = { accountId: '1', name: 'rina.w', displayName: 'Rina Wulandari', offices: ['wonosobo'] }

/** Every page of the sign-in in its states. */
export const staffExamples: readonly Example[] = [
  { name: 'page-staff-sign-in', page: (view) => <SignInPage view={view} next={next} /> },
  {
    name: 'page-staff-sign-in-wrong',
    page: (view) => <SignInPage view={view} next={next} name="rina.w" refused={view.t('staff.errors.wrongSignIn')} />,
  },
  { name: 'page-staff-code', page: (view) => <CodePage view={view} next={next} /> },
  { name: 'page-staff-code-wrong', page: (view) => <CodePage view={view} next={next} refused /> },
  { name: 'page-staff-first', page: (view) => <FirstPage view={view} step={{ kind: 'password' }} /> },
  {
    name: 'page-staff-first-errors',
    page: (view) => (
      <FirstPage
        view={view}
        step={{ kind: 'password' }}
        errors={[{ field: 'password', message: view.t('staff.errors.passwordTooShort') }]}
      />
    ),
  },
  { name: 'page-staff-prove', page: (view) => <FirstPage view={view} step={{ kind: 'prove' }} /> },
  { name: 'page-staff-enrol', page: (view) => <FirstPage view={view} step={{ kind: 'enrol', enrolment }} /> },
  {
    name: 'page-staff-first-head',
    page: (view) => (
      <FirstHeadPage
        view={view}
        link={linkKey}
        offices={offices}
        values={{ displayName: '', name: '', role: 'office-head', office: '' }}
      />
    ),
  },
  {
    name: 'page-staff-first-head-errors',
    page: (view) => (
      <FirstHeadPage
        view={view}
        link={linkKey}
        offices={offices}
        values={{ displayName: 'Hendra Wijaya', name: 'H!', role: 'office-head', office: '' }}
        errors={[
          { field: 'name', message: view.t('staff.errors.name') },
          { field: 'office', message: view.t('staff.errors.officesOfRole') },
        ]}
      />
    ),
  },
  {
    name: 'page-staff',
    page: (view) => (
      <HomePage
        view={view}
        member={{ ...member, role: 'supervisor' }}
        offices={[{ ...offices[0]!, sites, givesByDraw: true }]}
      />
    ),
  },
  {
    name: 'page-staff-headquarters',
    page: (view) => (
      <HomePage
        view={view}
        member={{ ...member, role: 'headquarters', offices: 'all' }}
        offices={[{ ...offices[0]!, sites }]}
      />
    ),
  },
]
