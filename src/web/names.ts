/** An office's place, as it stands alone on a ticket: "Kantor Imigrasi Wonosobo" -> "Wonosobo". */
export function placeOf(officeName: string): string {
  return officeName.replace(/^Kantor Imigrasi\s+(Kelas\s+\S+\s+)?/i, '')
}
