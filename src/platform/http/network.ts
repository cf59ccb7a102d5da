import { isIPv4, isIPv6 } from 'node:net'

/**
 * The network an address belongs to: /24 of IPv4 ("203.0.113.0/24"), /64 of IPv6
 * ("2001:db8:1:2::/64"), since one household gets a /64. An IPv4 address inside IPv6
 * (::ffff:203.0.113.7) counts as IPv4. What is no address is "unknown": all such callers
 * share one count, the safe side.
 */
export function networkOfAddress(address: string | undefined): string {
  if (address === undefined) return 'unknown'
  if (isIPv4(address)) return `${address.slice(0, address.lastIndexOf('.'))}.0/24`
  if (!isIPv6(address)) return 'unknown'
  const groups = groupsOf(address)
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    const high = groups[6]!
    return `${high >> 8}.${high & 255}.${groups[7]! >> 8}.0/24`
  }
  const prefix = groups.slice(0, 4).map((group) => group.toString(16))
  return `${prefix.join(':')}::/64`
}

/** The eight 16-bit groups of a valid IPv6 address, zone left out. */
function groupsOf(address: string): number[] {
  const bare = address.split('%', 1)[0]!.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) => {
    const pair = (high: string, low: string): string => ((Number(high) << 8) | Number(low)).toString(16)
    return `${pair(a, b)}:${pair(c, d)}`
  })
  const [head = '', tail] = bare.split('::')
  const parse = (text: string): number[] => (text === '' ? [] : text.split(':').map((group) => parseInt(group, 16)))
  if (tail === undefined) return parse(head)
  const before = parse(head)
  const after = parse(tail)
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after]
}
