export default {
  slotsUnreadable: 'Daftar jam sedang tidak dapat dibaca. Coba lagi sebentar lagi.',
  queryInvalid: 'Ada bagian pertanyaan yang perlu diperbaiki.',
  officeUnknown: 'Kantor ini tidak ada dalam daftar.',
  // Why a day cannot be booked. Shown alone or after "tutup, "; {name} is the name of the holiday.
  reason: {
    holiday: 'Libur nasional: {name}',
    leave: 'Cuti bersama {name}',
    provisional: 'Perkiraan libur: {name}. Tempat dibuka setelah kantor memastikan harinya.',
    season: 'Tidak ada jam layanan selama {name}',
    weekend: 'Akhir pekan',
    noHours: 'Tidak ada jam layanan pada hari ini',
    notPlanned: 'Jam ini tidak dilayani lagi',
    noService: 'Layanan yang dipilih tidak dilayani pada hari ini',
    officeOff: 'Kantor ini belum membagikan tempat di Giliran',
    // {moment}: "Senin, 30 November 2026 pukul 09.00 WIB"
    opens: 'Dibuka {moment}',
    full: 'Semua tempat sudah diambil',
    fullForParty: 'Tidak ada jam dengan {party} tempat sekaligus',
  },
  query: {
    date: 'Tulis tanggal yang ada di kalender, seperti 2026-11-30.',
    order: 'Tanggal akhir tidak boleh sebelum tanggal awal.',
    span: 'Rentang tanggal paling panjang {days} hari.',
    dateFar: 'Tanggal harus antara tahun 2000 dan 2999.',
    party: 'Jumlah orang dari 1 sampai {max}.',
    service: 'Layanan ini tidak diberikan di kantor ini.',
    serviceDirect: 'Layanan ini tidak memakai giliran: datang langsung ke kantor.',
    serviceMissing: 'Sebutkan paling sedikit satu layanan.',
    site: 'Tempat layanan ini tidak ada di kantor ini.',
    unknown: 'Isian ini tidak dikenal.',
    once: 'Isian ini hanya boleh satu kali.',
    missing: 'Isian ini perlu ada.',
  },
  // For whoever runs an office, in `giliran office apply`.
  warning: {
    windowSmall:
      'Satu jam di {site} ({channel}) hanya memuat {seats} orang: {party} orang sekaligus tidak pernah mendapat tempat.',
    dayWindowSmall:
      'Pada {date} satu jam di {site} ({channel}) hanya memuat {seats} orang, kurang untuk {party} orang sekaligus.',
    spanShort: 'Jam {span} di {site} ({channel}) lebih pendek dari {minutes} menit, jadi tidak menghasilkan tempat.',
    opensTooLate:
      'Tempat untuk {days} hari, mulai {date}, baru dibuka setelah jamnya lewat. Panjangkan horizonDays.',
    holidayOpen:
      '{date} diperkirakan libur ({name}) dan belum dibuka. Tulis di confirmedHolidays atau workedHolidays.',
  },
}
