import assert from 'node:assert/strict'

/** Forms as a browser without script sends them; redirects not followed. */
export async function page(
  address: string,
  path: string,
  { form, headers = {} }: { form?: Record<string, string>; headers?: Record<string, string> } = {},
): Promise<{ status: number; html: string; location: string }> {
  const response = await fetch(address + path, {
    redirect: 'manual',
    headers: { accept: 'text/html', ...headers },
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  })
  const html = await response.text()
  assert.ok(response.status < 500, `${path}: ${response.status} ${html.slice(0, 300)}`)
  return { status: response.status, html, location: response.headers.get('location') ?? '' }
}

/** "Who" and wishes of one person, as the forms name them. */
export const whoForm = (niks: readonly string[], more: Record<string, string> = {}): Record<string, string> => ({
  ...Object.fromEntries(
    niks.flatMap((nik, i) => [
      [`name-${i}`, 'Budi Santoso'],
      [`nik-${i}`, nik],
      [`service-${i}`, 'new-adult'],
      [`purpose-${i}`, 'umrah'],
    ]),
  ),
  companionName: '',
  contact: '',
  action: 'continue',
  ...more,
})
