import { encode } from 'uqr'

/** Modules of white around a QR code that readers need (ISO/IEC 18004, section 6.3.8). */
const quietZone = 4

/**
 * A QR code as one inline <svg> with one path, black on white in any theme. `payload` is
 * text; uppercase letters and digits make the smallest code. Correction level M bears 15%
 * of dirt or folds.
 */
export function qrSvg(payload: string, label: string): string {
  const { data, size } = encode(payload, { ecc: 'M', border: 0 })
  let path = ''
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!data[y]![x]) continue
      let end = x
      while (end < size && data[y]![end]) end++
      path += `M${x} ${y}h${end - x}v1H${x}z`
      x = end
    }
  }
  const side = size + 2 * quietZone
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-quietZone} ${-quietZone} ${side} ${side}" role="img" ` +
    `aria-label="${escapeAttribute(label)}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M${-quietZone} ${-quietZone}h${side}v${side}h${-side}z"/>` +
    `<path fill="#000" d="${path}"/></svg>`
  )
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
