#!/bin/sh
# Makes the sound pieces of spoken calls: id.mp3, id.json, en.mp3, en.json beside this file.
# They are kept in the repository; run this only to change what is said or how. Needs on Debian 12:
#
#   apt-get install -y --no-install-recommends espeak-ng sox ffmpeg lame
#
# pieces.<language>.txt   one piece a line: its name, a tab, what is said. Between [[ ]] stand
#                         espeak's own phonemes, where it stresses an Indonesian word wrongly.
# <language>.mp3          all pieces one after another, the chime first, silence between them
# <language>.json         {"<name>": [start, end], ...} in milliseconds of that file
#
# Format: MP3, mono, 22.05 kHz, 32 kbit/s. Every browser decodes it, old Safari and TV sets
# too, which Opus in Ogg or WebM is not true of; its patents ended in 2017, while AAC is
# still licensed; WAV would be ten times the size. The encoder puts 50 ms before the sound, and frames
# so small have no room for the tag by which decoders take it away again: most leave it in. So the
# index says where a piece lay before encoding, a player lets each run 60 ms longer, and the
# silence between pieces is twice that.
#
# Voices: espeak-ng 1.51, "id" and "en-gb" of its own formant synthesis, no MBROLA voice (those
# are not free). espeak-ng is GPL-3; that covers the program, not what it says: the sounds are
# ours, Apache-2.0 like the rest. The chime is two sine tones of sox 14.4.2 (GPL-2). Loudness is
# measured by ffmpeg 5.1 (EBU R 128), MP3 written by lame 3.100 (LGPL-2). The same versions
# make the same bytes.
set -eu
cd "$(dirname "$0")"
rate=22050
words_a_minute=135
words_a_minute_letters=105   # a letter has the least in it to be understood by
loudness=-19   # LUFS; lower is lost in a hall, higher flattens the peaks of t and k
peak=-2.5      # dBFS, which leaves room for what MP3 adds
silence=0.12   # seconds between pieces
export SOX_OPTS=-D   # no dither: that is chance, and another file each time
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# level IN OUT: the same loudness for every piece, in LUFS. Shorter than the 0.4 s which the
# measure needs, so it is measured ten times over.
level() {
  sox "$1" "$work/loop.wav" repeat 9
  found=$(ffmpeg -nostdin -hide_banner -nostats -i "$work/loop.wav" -af ebur128 -f null - 2>&1 |
    awk '$1 == "I:" { found = $2 } END { print found }')
  gain=$(awk "BEGIN { print $loudness - ($found) }")
  sox "$1" "$work/loud.wav" gain -l "$gain"
  highest=$(sox "$work/loud.wav" -n stat 2>&1 | awk '/^Maximum amplitude|^Minimum amplitude/ {
    a = $3 < 0 ? -$3 : $3; if (a > m) m = a } END { print 20 * log(m) / log(10) }')
  sox "$work/loud.wav" "$2" gain "$(awk "BEGIN { over = $highest - ($peak); print (over > 0 ? -over : 0) }")"
}

# say VOICE SPEED TEXT OUT: spoken, without the silence around it, without a click at either end
say() {
  espeak-ng -v "$1" -s "$2" -p 42 -g 2 -w "$work/said.wav" "$3."
  sox "$work/said.wav" -r "$rate" -c 1 "$work/cut.wav" highpass 90 \
    silence 1 0.005 0.4% reverse silence 1 0.005 0.4% reverse
  sox "$work/cut.wav" "$work/soft.wav" fade q 0.008 -0 0.02
  level "$work/soft.wav" "$4"
}

chime() {
  sox -n -r "$rate" -c 1 "$work/high.wav" synth 1.1 sine 659.26 sine 1318.51 remix 1v0.8,2v0.2 fade l 0.004 1.1 1.08
  sox -n -r "$rate" -c 1 "$work/low.wav" synth 1.3 sine 523.25 sine 1046.50 remix 1v0.8,2v0.2 \
    fade l 0.004 1.3 1.28 pad 0.4
  sox -m "$work/high.wav" "$work/low.wav" "$work/both.wav" trim 0 1.6 fade q 0 1.6 0.3
  level "$work/both.wav" "$1"
}

chime "$work/chime.wav"
for language in id en; do
  voice=$([ "$language" = en ] && echo en-gb || echo id)
  sox -n -r "$rate" -c 1 "$work/gap.wav" trim 0 "$silence"
  cp "$work/gap.wav" "$work/all.wav"
  printf '{' > "$language.json"
  mark=''
  add() { # add NAME WAV
    start=$(soxi -s "$work/all.wav")
    end=$((start + $(soxi -s "$2")))
    printf '%s\n  "%s": [%d, %d]' "$mark" "$1" $((start * 1000 / rate)) $((end * 1000 / rate)) >> "$language.json"
    mark=,
    sox "$work/all.wav" "$2" "$work/gap.wav" "$work/more.wav"
    mv "$work/more.wav" "$work/all.wav"
  }
  add chime "$work/chime.wav"
  while IFS="$(printf '\t')" read -r name text; do
    case $name in letter-*) speed=$words_a_minute_letters ;; *) speed=$words_a_minute ;; esac
    say "$voice" "$speed" "$text" "$work/$name.wav"
    add "$name" "$work/$name.wav"
  done < "pieces.$language.txt"
  printf '\n}\n' >> "$language.json"
  lame --quiet -m m -b 32 --resample 22.05 -q 0 "$work/all.wav" "$language.mp3"
done
