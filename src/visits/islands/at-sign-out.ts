/** Nobody is kept from going by a store that does not answer. */
const PATIENCE_MS = 3_000

/** Has `wipe` done before the bar's sign-out form goes; returns what ends it. */
export function atSignOut(wipe: () => Promise<unknown>): () => void {
  const onSubmit = (event: Event): void => {
    const { target: form } = event
    // Not `form.action`: where a button of the form is called "action", that is the button.
    if (!(form instanceof HTMLFormElement) || !form.getAttribute('action')?.endsWith('/staff/sign-out')) return
    event.preventDefault()
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
    const submit = (): void => form.submit()
    Promise.race([wipe(), patience]).then(submit, submit)
  }
  document.addEventListener('submit', onSubmit)
  return () => document.removeEventListener('submit', onSubmit)
}
