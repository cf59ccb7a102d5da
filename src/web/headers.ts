/**
 * For every page with a form, put over what platform/http sends with pages. There the
 * policy is no-referrer, and with that browsers send `Origin: null` on a form's post: the
 * check of the origin would be blind in those that send no Sec-Fetch-Site. `same-origin`
 * keeps the address from every other site just as well.
 */
export const formPageHeaders = { 'referrer-policy': 'same-origin' } as const
