/**
 * NIKs for trying out: province code 00 was never given, so none can be a real person's.
 * `count` different ones, from `first` on; dates run through 1990, men and women in turn.
 */
export function sampleNiks(count: number, first = 0): string[] {
  return Array.from({ length: count }, (_, i) => {
    const n = first + i
    const day = 1 + (n % 28) + (n % 2) * 40
    const month = 1 + (Math.floor(n / 28) % 12)
    const serial = 1 + (Math.floor(n / 336) % 9999)
    const district = Math.floor(n / 336 / 9999) % 10_000
    const two = (value: number): string => String(value).padStart(2, '0')
    return `00${String(district).padStart(4, '0')}${two(day)}${two(month)}90${String(serial).padStart(4, '0')}`
  })
}
