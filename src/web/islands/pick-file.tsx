interface PickFileProps {
  id: string
  label: string
  accept?: string
  onPick: (file: File) => void
}

/** A button that picks a file. The browser's own one speaks the browser's language, whatever the page's. */
export function PickFile({ id, label, accept, onPick }: PickFileProps) {
  return (
    <label class="btn two file">
      {label}
      <input type="file" id={id} accept={accept}
        onChange={({ currentTarget: { files } }) => {
          const file = files?.[0]
          if (file) onPick(file)
        }} />
    </label>
  )
}
