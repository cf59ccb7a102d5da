import { parseVkey } from '../../platform/tlog/vkey.ts'
import type { Example } from '../../web/index.ts'
import { ReceiptWaitsPage } from './receipt.tsx'
import { VerifyPage } from './verify.tsx'

const logKey = 'log.example/giliran-test+ba1b57d4+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c'
const witness = {
  vkey: parseVkey('witness.example/w1+df1c0a35+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU'),
  url: 'https://witness.example',
}

export const receiptExamples: readonly Example[] = [
  { name: 'page-receipt-waits', page: (view) => <ReceiptWaitsPage view={view} ticketKey="WSBbbbbbbbbbbbbbbbbbbbbb" /> },
  { name: 'page-verify', page: (view) => <VerifyPage view={view} logKey={logKey} witnesses={[witness]} tool={null} /> },
  { name: 'page-verify-alone', page: (view) => <VerifyPage view={view} logKey={logKey} witnesses={[]} tool={null} /> },
]
