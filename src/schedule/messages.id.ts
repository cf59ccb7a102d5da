export default {
  slotsUnreadable: 'Daftar jam sedang tidak dapat dibaca. Coba lagi sebentar lagi.',
  // Why a day cannot be booked: reads on after "tutup, " and, with a capital, alone.
  // {name}: of a holiday or season.
  reason: {
    holiday: 'libur nasional {name}',
    leave: 'cuti bersama {name}',
    provisional: 'perkiraan libur {name}, belum dipastikan kantor',
    season: 'tidak ada jam layanan selama {name}',
    weekend: 'akhir pekan',
    noHours: 'tidak ada jam layanan',
    notPlanned: 'jam ini tidak dilayani lagi',
    noService: 'layanan yang dipilih tidak diberikan di tempat yang sama',
    // A whole sentence. {when}: "Senin, 30 November 2026 pukul 09.00 WIB"
    opens: 'Dibuka {when}',
    draw: 'dibagikan dengan undian, pendaftaran {opens} sampai {closes}',
    full: 'semua tempat sudah diambil',
    fullForParty: 'tidak ada jam dengan {party} tempat sekaligus',
  },
  query: {
    order: 'Tanggal akhir tidak boleh sebelum tanggal awal.',
    span: 'Rentang tanggal paling panjang {days} hari.',
    service: 'Layanan {service} tidak diberikan di kantor ini.',
    serviceDirect: 'Layanan {service} tidak memakai giliran: datang langsung ke kantor.',
    site: 'Tempat layanan {site} tidak ada di kantor ini.',
  },
  // For whoever runs an office, in `giliran office apply`.
  warning: {
    windowSmall:
      'Satu jam di {site} ({channel}) hanya memuat {seats} orang: {party} orang sekaligus tidak akan mendapat tempat.',
    dayWindowSmall:
      'Pada {date} satu jam di {site} ({channel}) hanya memuat {seats} orang, kurang untuk {party} orang sekaligus.',
    spanShort: 'Jam {span} di {site} ({channel}) lebih pendek dari {minutes} menit, jadi tidak menghasilkan tempat.',
    opensTooLate:
      'Tempat untuk {days} hari, mulai {date}, baru dibuka setelah jamnya lewat. Panjangkan horizonDays.',
    holidayOpen:
      '{date} diperkirakan libur ({name}) dan belum dibuka. Tulis di confirmedHolidays atau workedHolidays.',
  },
}
