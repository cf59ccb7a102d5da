export default {
  slotsUnreadable: 'Daftar jam sedang tidak dapat dibaca. Coba lagi sebentar lagi.',
  queryInvalid: 'Ada bagian pertanyaan yang perlu diperbaiki.',
  officeUnknown: 'Kantor ini tidak ada dalam daftar.',
}
