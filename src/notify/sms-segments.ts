/**
 * How many segments of an SMS a text takes, by GSM 03.38 (3GPP TS 23.038): 160 septets in
 * one, 153 in each of several; with any sign beyond that alphabet 70 and 67 UTF-16 units.
 */
export function smsSegments(text: string): number {
  const septets = septetsOf(text)
  const [units, one, each] = septets === undefined ? [text.length, 70, 67] : [septets, 160, 153]
  return units <= one ? 1 : Math.ceil(units / each)
}

const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
/** Each takes an escape besides. */
const extended = new Set('^{}\\[~]|€')

function septetsOf(text: string): number | undefined {
  let septets = 0
  for (const sign of text) {
    if (basic.has(sign)) septets += 1
    else if (extended.has(sign)) septets += 2
    else return undefined
  }
  return septets
}
